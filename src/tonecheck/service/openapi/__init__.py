"""The service described for programs: an OpenAPI document, generated from what is decoded and encoded."""
