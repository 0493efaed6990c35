# The folder of the build is an unpacked release for Linux, as .github/package.sh makes it:
#   docker build -f Dockerfile -t bluelint bluelint-0.1.0-x86_64-unknown-linux-musl
#   docker run --rm -v "$PWD:/src:ro" bluelint check
FROM scratch
COPY bluelint /bluelint
COPY LICENSE /LICENSE
WORKDIR /src
USER 65534:65534
ENTRYPOINT ["/bluelint"]
