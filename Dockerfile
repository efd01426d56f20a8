# syntax=docker/dockerfile:1
# Stage one builds a wheel and installs it with its dependencies; build tools stay behind.
FROM python:3.12-slim AS build
WORKDIR /src
COPY pyproject.toml README.md LICENSE ./
COPY src ./src
COPY rules ./rules
COPY models/tonecheck-zh ./models/tonecheck-zh
RUN python -m venv /opt/tonecheck \
    && /opt/tonecheck/bin/pip install --no-cache-dir ".[service]" \
    && /opt/tonecheck/bin/pip uninstall --yes pip

# Stage two holds the interpreter and the installed package, nothing to build with.
FROM python:3.12-slim
COPY --from=build /opt/tonecheck /opt/tonecheck
RUN useradd --system --no-create-home --uid 10001 tonecheck \
    && install --directory --owner=10001 --mode=700 /var/cache/tonecheck
USER 10001
ENV PATH=/opt/tonecheck/bin:$PATH PYTHONUTF8=1 PYTHONDONTWRITEBYTECODE=1 XDG_CACHE_HOME=/var/cache
WORKDIR /work
# Rules and words are made ready here and not at every start.
RUN python -c "import tonecheck; tonecheck.Checker().warm_up()"
# For `serve --host 0.0.0.0 --keys …`; healthy means ready: a worker told an offence from a notice.
EXPOSE 8714
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8714/readyz')"]
ENTRYPOINT ["tonecheck"]
CMD ["check", "-"]
