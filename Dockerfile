# smslint in a container, without root: docker run --rm -v "$PWD:/work:ro" smslint check
FROM python:3.13-slim AS build
WORKDIR /src
COPY pyproject.toml hatch_build.py README.md LICENSE ./
COPY smslint smslint
COPY rules rules
COPY schema schema
RUN python -m venv /opt/smslint && /opt/smslint/bin/pip install --no-cache-dir ".[code,fluent,excel]"

FROM python:3.13-slim
COPY --from=build /opt/smslint /opt/smslint
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin smslint
ENV PATH="/opt/smslint/bin:$PATH" SMSLINT_CACHE_DIR="/tmp/smslint"
WORKDIR /work
USER 10001
ENTRYPOINT ["smslint"]
CMD ["check", "--no-cache"]
