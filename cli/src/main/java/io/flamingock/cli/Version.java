package io.flamingock.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** As the jar says. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Objects.requireNonNullElse(
                Version.class.getPackage().getImplementationVersion(), "(a development build)");
        return new String[] {"flamingock " + version, "Java " + Runtime.version()};
    }
}
