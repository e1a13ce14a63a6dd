package io.flamingock.cli;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

@Command(name = "schema", description = "What a DBA enters to create the tables of the store; executes none of it.")
final class SchemaCommand implements LogCommand {

    @Override
    public int call(Session session) {
        List<String> statements = session.store().schema();
        if (session.options().json) {
            Map<String, @Nullable Object> document = session.document(ExitCode.DONE);
            document.put("statements", statements);
            session.printDocument(document);
        } else {
            session.print(String.join("\n\n", statements));
        }
        return ExitCode.DONE;
    }
}
