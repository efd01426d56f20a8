"""Archives of sent messages: read, examined by skeletons, summed up. Needs the ``audit`` extra."""
