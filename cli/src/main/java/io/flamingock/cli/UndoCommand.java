package io.flamingock.cli;

import io.flamingock.cli.child.Message;
import io.flamingock.cli.child.Message.Kind;
import java.io.Console;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "undo",
        description = {
            "Runs the rollbacks of executed changes, the last first, after showing them and asking.",
            "What is undone is pending again: the next run applies it, unless it has left the code."
        })
final class UndoCommand implements LogCommand {

    @Parameters(arity = "0..1", paramLabel = "ID", description = "This change alone")
    @Nullable
    String id;

    @Option(names = "--to", paramLabel = "ID", description = "All that come after this one; it stays")
    @Nullable
    String to;

    @Option(names = "--last", paramLabel = "N", description = "The last N")
    @Nullable
    Integer last;

    @Option(names = "--by-hand", description = "Only record that somebody has undone ID by hand; needs no application")
    boolean byHand;

    @Option(
            names = "--seq",
            paramLabel = "N",
            description = "With --by-hand: the entry by which it is executed, as 'audit list' says")
    @Nullable
    Long seq;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "For the log")
    String reason = "";

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask")
    boolean yes;

    @Mixin
    ApplicationOptions application = new ApplicationOptions();

    private boolean declined;

    @Override
    public int call(Session session) {
        int ways = (id == null ? 0 : 1) + (to == null ? 0 : 1) + (last == null ? 0 : 1);
        if (ways != 1) {
            throw new UsageException("undo what? Say one of ID, --to ID, --last N");
        }
        if (byHand) {
            return recordByHand(session);
        }
        String operator = session.address().operator();
        Told told = new Told(session, application);
        int exitCode = new Application(session, application)
                .ask(
                        message -> taken(message, told, session),
                        "undo",
                        to != null ? "to" : last != null ? "last" : "one",
                        to != null ? to : last != null ? last.toString() : String.valueOf(id),
                        operator,
                        reason);
        return told.end(declined && exitCode == ExitCode.DONE ? ExitCode.USAGE : exitCode);
    }

    private @Nullable String taken(Message message, Told told, Session session) {
        told.take(message);
        if (message.kind() != Kind.ASKS) {
            return null;
        }
        told.showUndo();
        if (!told.hasToUndo()) {
            session.say("nothing is to be undone");
            return "no";
        }
        if (yes) {
            return "yes";
        }
        @Nullable Console console = session.options().json ? null : Terminal.console();
        @Nullable String typed = console == null ? null : console.readLine("Undo them? Type yes: ");
        if (typed == null) {
            session.say("nothing was undone: there is nobody to ask; say --yes");
        }
        declined = !"yes".equals(typed);
        return declined ? "no" : "yes";
    }

    private int recordByHand(Session session) {
        if (id == null || seq == null) {
            throw new UsageException(
                    "--by-hand is about one change and the entry that was seen: undo ID --by-hand --seq N;"
                            + " 'status' and 'audit list' have both");
        }
        if (application.areGiven()) {
            Told told = new Told(session, application);
            return told.end(new Application(session, application)
                    .call(
                            told::take,
                            "undone-by-hand",
                            id,
                            seq.toString(),
                            session.address().operator(),
                            reason));
        }
        session.flamingock().undoneByHand(id, seq, session.address().operator(), reason);
        if (session.options().json) {
            Map<String, @Nullable Object> decided = new LinkedHashMap<>();
            decided.put("id", id);
            decided.put("about", seq);
            decided.put("state", "MARKED_ROLLED_BACK");
            decided.put("operator", session.address().operator());
            Map<String, @Nullable Object> document = session.document(ExitCode.DONE);
            document.put("service", session.address().service());
            document.put("decided", decided);
            session.printDocument(document);
        } else {
            session.print(
                    "change '" + id + "' is recorded as MARKED_ROLLED_BACK; the next run applies it again, unless it"
                            + " has left the code");
        }
        return ExitCode.DONE;
    }
}
