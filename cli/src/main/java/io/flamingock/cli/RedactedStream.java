package io.flamingock.cli;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;

/** For what libraries log: line by line, since a secret may come in two parts. */
final class RedactedStream extends OutputStream {

    private final PrintStream to;
    private final Secrets secrets;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    RedactedStream(PrintStream to, Secrets secrets) {
        this.to = to;
        this.secrets = secrets;
    }

    @Override
    public synchronized void write(int b) {
        line.write(b);
        if (b == '\n') {
            to.print(secrets.takenOutOf(line.toString(Charset.defaultCharset())));
            line.reset();
        }
    }
}
