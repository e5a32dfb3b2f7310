# geomap in a container: a user without rights, and nothing that needs a network when it runs.
#   make wheel && docker build -t geomap .
#   docker run --rm --network none -v "$PWD:/work" geomap map articles/ -o map.html
FROM python:3.13-slim AS build
COPY dist/geomap_text-*.whl /dist/
RUN python -m venv /opt/geomap \
 && wheel="$(ls /dist/geomap_text-*.whl)" \
 && /opt/geomap/bin/pip install --no-cache-dir "${wheel}[documents,geo,report]" \
 && /opt/geomap/bin/geomap doctor

FROM python:3.13-slim
RUN useradd --create-home --uid 1000 geomap && mkdir /work && chown geomap:geomap /work
COPY --from=build /opt/geomap /opt/geomap
ENV PATH=/opt/geomap/bin:$PATH GEOMAP_OFFLINE=1 PYTHONDONTWRITEBYTECODE=1
USER geomap
WORKDIR /work
ENTRYPOINT ["geomap"]
CMD ["--help"]
