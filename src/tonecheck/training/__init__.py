"""From the corpus to the model that ships (needs the ``train`` extra)."""
