"""From a labelled sample to the archive: precision and missed offences, with intervals."""
