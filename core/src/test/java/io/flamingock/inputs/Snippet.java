package io.flamingock.inputs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Code of an application, as text: what it says to {@code builder}, what it then calls on {@code flamingock} ({@code run()}
 * unless it says otherwise), and its classes, with an empty line between them. {@code PACKAGE} is its package, and given to the builder unless
 * something else is.
 *
 * @param version snippets of different versions may have classes of the same name
 */
record Snippet(String packageName, String version, String text) {

    private static final String IMPORTS = """
            import io.flamingock.*;
            import io.flamingock.api.*;
            import io.flamingock.api.TargetSystem;
            import io.flamingock.memory.*;
            import io.flamingock.inputs.*;
            import io.flamingock.targets.NonTransactionalTargetSystem;
            import io.flamingock.targets.Offered;
            import io.flamingock.targets.TypeRef;
            import java.time.*;
            import java.util.*;
            import java.util.concurrent.*;
            """;

    String mainClass() {
        return packageName + ".Main";
    }

    String file() {
        return mainClass().replace('.', '/') + ".java";
    }

    /** Whether it tells the builder this itself. */
    boolean gives(String setting) {
        return text.lines().takeWhile(line -> !line.isEmpty()).anyMatch(line -> line.contains("." + setting + "("));
    }

    String source() {
        List<String> classes = new ArrayList<>();
        String building = "builder.changes(\"PACKAGE\");".replace("PACKAGE", packageName);
        String using = "flamingock.run();";
        for (String part : text.replace("PACKAGE", packageName).split("\n\n", -1)) {
            if (part.startsWith("builder") || part.startsWith("var ")) {
                building = part;
            } else if (part.toLowerCase(Locale.ROOT).startsWith("flamingock")) {
                using = part;
            } else {
                classes.add(part);
            }
        }
        return """
                package %s;
                %s
                public final class Main implements io.flamingock.inputs.Program {
                    public void build(FlamingockBuilder builder, InMemoryAuditStore store) throws Exception {
                        %s
                    }
                    public void use(Flamingock flamingock) throws Exception {
                        %s
                    }
                }
                %s
                """.formatted(packageName, IMPORTS, building, using, String.join("\n\n", classes));
    }
}
