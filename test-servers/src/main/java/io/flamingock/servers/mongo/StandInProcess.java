package io.flamingock.servers.mongo;

import io.flamingock.servers.mongo.standin.StandIn;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The stand-in's process: started on this JVM's class path, ended by closing its standard input, then by force. */
final class StandInProcess implements AutoCloseable {

    private static final long LIMIT_SECONDS = 30;

    private final Process process;
    private final String address;

    private StandInProcess(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    static StandInProcess start(MongoServer.Mode mode) {
        try {
            Process process = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-XX:TieredStopAtLevel=1",
                            // It has no log: the library would write to the output that carries the address.
                            "-Dslf4j.provider=org.slf4j.helpers.NOP_FallbackServiceProvider",
                            "-Dslf4j.internal.verbosity=WARN",
                            "-cp",
                            System.getProperty("java.class.path"),
                            StandIn.class.getName(),
                            mode.name()))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            return new StandInProcess(process, firstLine(process));
        } catch (IOException e) {
            throw new IllegalStateException("The stand-in for MongoDB did not start", e);
        }
    }

    private static String firstLine(Process process) {
        try {
            BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            String line = CompletableFuture.supplyAsync(() -> read(out)).get(LIMIT_SECONDS, TimeUnit.SECONDS);
            if (line.startsWith("127.0.0.1:")) {
                return line;
            }
            throw new IllegalStateException("The stand-in for MongoDB said: " + line);
        } catch (Exception e) {
            process.destroyForcibly();
            throw new IllegalStateException("The stand-in for MongoDB did not start", e);
        }
    }

    private static String read(BufferedReader out) {
        try {
            return String.valueOf(out.readLine());
        } catch (IOException e) {
            return e.toString();
        }
    }

    String address() {
        return address;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
        }
    }
}
