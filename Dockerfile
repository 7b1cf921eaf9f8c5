# syntax=docker/dockerfile:1

# ── Build: the server's classes, and what they need at run time ──
FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /build
COPY pom.xml schema.graphqls ./
COPY src/main src/main
# Checks and tests are `mvn verify`'s. The PostgreSQL of its own is for trying the server out, so its
# programs stay outside: here a database is always given.
RUN --mount=type=cache,target=/root/.m2 \
    mvn -B -ntp -Pquick -Dmaven.test.skip=true package dependency:copy-dependencies \
      -DincludeScope=runtime -DoutputDirectory=/app/lib \
      -DexcludeGroupIds=io.zonky.test,io.zonky.test.postgres \
 && cp target/original-countersign-*.jar /app/countersign.jar
# The cache of the JDK holds for one class path, jar by jar in one order, so the order is written down.
RUN printf -- '-cp\n%s\n' "/app/countersign.jar:$(find /app/lib -name '*.jar' | LC_ALL=C sort | paste -sd:)" \
      > /app/class-path.args

# ── Runtime: only the modules of the JDK that the server and its libraries use ──
FROM eclipse-temurin:25-jdk AS runtime
# java.desktop for java.beans, java.security.* for PostgreSQL's sign-in, jdk.unsupported for Netty.
RUN jlink --output /opt/java --no-header-files --no-man-pages --compress=zip-6 --add-modules \
java.base,java.compiler,java.desktop,java.instrument,java.logging,java.management,java.naming,\
java.net.http,java.scripting,java.security.jgss,java.security.sasl,java.sql,java.transaction.xa,java.xml,\
jdk.crypto.ec,jdk.jfr,jdk.management,jdk.net,jdk.unsupported,jdk.zipfs

# ── Training: what the server loads and compiles under real questions goes into the JDK's cache ──
FROM postgres:18 AS training
COPY --from=runtime /opt/java /opt/java
COPY --from=build /app /app
COPY src/main/launcher/train /train
WORKDIR /app
# The cache holds for these very files at these very places, so it is made where the server will find them.
RUN chown postgres /app \
 && gosu postgres initdb --auth=trust --username=owner --pgdata=/tmp/database >/dev/null \
 && gosu postgres pg_ctl --pgdata=/tmp/database --options="-c listen_addresses=127.0.0.1" --wait start >/dev/null \
 && JDBC_URL=jdbc:postgresql://127.0.0.1/postgres JDBC_USER=owner JDBC_PASSWORD=trusted \
    gosu postgres /train /app/countersign.aot /opt/java/bin/java --enable-native-access=ALL-UNNAMED \
      @/app/class-path.args app.countersign.Application \
 && gosu postgres pg_ctl --pgdata=/tmp/database --wait stop >/dev/null

# ── The server ──
FROM debian:trixie-slim
RUN groupadd --system --gid 10001 countersign \
 && useradd --system --uid 10001 --gid 10001 --no-create-home --shell /usr/sbin/nologin countersign
COPY --from=runtime /opt/java /opt/java
COPY --from=build /app /app
COPY --from=training --chmod=0444 /app/countersign.aot /app/countersign.aot
WORKDIR /app
ENV LANG=C.UTF-8
USER 10001:10001
ENV MICRONAUT_ENVIRONMENTS=prod
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
  CMD ["/bin/bash", "-c", "exec 3<>\"/dev/tcp/127.0.0.1/${MICRONAUT_SERVER_PORT:-8080}\" && printf 'GET /health/liveness HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && read -r _ status _ <&3 && [ \"$status\" = 200 ]"]
# As in src/main/launcher/countersign, which says why. Whoever sets the variable, which java itself reads, replaces these.
ENV JDK_JAVA_OPTIONS="-XX:+UseSerialGC -Xms64m -XX:NewSize=32m -XX:TrimNativeHeapInterval=10000"
ENTRYPOINT ["/opt/java/bin/java", "-XX:AOTCache=/app/countersign.aot", "-XX:MaxRAMPercentage=75", "-XX:+ExitOnOutOfMemoryError", "--enable-native-access=ALL-UNNAMED", "@/app/class-path.args", "app.countersign.Application"]
