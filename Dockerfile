# syntax=docker/dockerfile:1
# Stage one builds a wheel and installs it with its dependencies; build tools stay behind.
FROM python:3.12-slim AS build
WORKDIR /src
COPY pyproject.toml README.md LICENSE ./
COPY src ./src
COPY rules ./rules
COPY models/tonecheck-zh ./models/tonecheck-zh
RUN python -m venv /opt/tonecheck \
    && /opt/tonecheck/bin/pip install --no-cache-dir . \
    && /opt/tonecheck/bin/pip uninstall --yes pip

# Stage two holds the interpreter and the installed package, nothing to build with.
FROM python:3.12-slim
COPY --from=build /opt/tonecheck /opt/tonecheck
RUN useradd --system --no-create-home --uid 10001 tonecheck
USER 10001
ENV PATH=/opt/tonecheck/bin:$PATH PYTHONUTF8=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /work
# Healthy means: packs load and prove themselves, an offence is found and an ordinary notice passes.
HEALTHCHECK --interval=60s --timeout=20s --start-period=10s \
    CMD ["python", "-m", "tonecheck.selftest"]
ENTRYPOINT ["tonecheck"]
CMD ["check", "-"]
