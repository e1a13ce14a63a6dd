package io.flamingock.tck.model;

import static io.flamingock.tck.model.Disagreement.unless;

import io.flamingock.api.Mode;
import io.flamingock.api.Operation;
import io.flamingock.api.State;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.Head;
import io.flamingock.tck.model.Base.Session;
import io.flamingock.tck.model.Law.How;
import io.flamingock.tck.model.Line.About;
import java.util.ArrayList;
import java.util.List;

/**
 * The protocol as a small transition system: the log, the lease, the markers and the effects, on two databases. Each
 * call of an instance is a transition that says what must be answered, and throws a {@link Disagreement} where the
 * protocol does not permit it.
 */
final class Model {

    static final String BLOCKED = "blocked";
    static final String CONFLICT = "conflict";
    static final String BROKEN = "broken";
    static final String DEADLOCK = "deadlock";
    static final String TAKEN = "taken";

    private final Base store = new Base();
    private final Base elsewhere = new Base();
    private final List<String> outside = new ArrayList<>();
    private final LeaseModel lease = new LeaseModel();

    Chronicle log() {
        return store.log();
    }

    LeaseModel lease() {
        return lease;
    }

    /** What the bodies have done so far. */
    List<String> effects() {
        List<String> all = new ArrayList<>(store.effects());
        all.addAll(elsewhere.effects());
        all.addAll(outside);
        return all.stream().sorted().toList();
    }

    /** How often the effect of a change is there. */
    long there(Spec spec) {
        return count(spec, Operation.APPLY) - count(spec, Operation.UNDO);
    }

    private long count(Spec spec, Operation which) {
        return effects().stream()
                .filter(effect -> effect.startsWith(spec.id() + "/" + which + "/"))
                .count();
    }

    private Base base(Mode mode) {
        return mode == Mode.SHARED ? store : elsewhere;
    }

    String newest(Knowledge who) {
        who.known = log().lines().size();
        return log().newestThatCounts().map(line -> "" + line.head().seq()).orElse("none");
    }

    String read(Knowledge who, long after) {
        unless(after <= log().lines().size(), "reads after what nobody has written");
        who.hasRead(log().lines().size());
        return log().lines().size() - after + " entries";
    }

    String tryAcquire(Knowledge who, String owner) {
        String answer = lease.tryAcquire(owner);
        if (!answer.equals(LeaseModel.HELD)) {
            who.acquired(lease.isTakenOver());
        }
        return answer;
    }

    String renew(Knowledge who, long token, String owner) {
        boolean mine = lease.renew(token, owner);
        who.renewed(mine);
        return "" + mine;
    }

    String release(Knowledge who, long token, String owner) {
        unless(!who.isInBody(), "released while a body still runs (§3)");
        unless(!who.mustFence(), "released after a takeover without a fence (§1)");
        return "" + lease.release(token, owner);
    }

    String releaseByForce(Knowledge who, long token) {
        unless(who.fencedByForce, "released by force without a fence before it (§1)");
        return "" + lease.release(token, null);
    }

    String append(Knowledge who, Head expected, List<AuditEntry> entries, boolean insists) {
        List<Line> lines = permitted(who, log(), expected, entries, insists ? How.OCCUPY : How.APPEND);
        unless(!insists || who.isConfirmed(), "insists without a confirmed lease (§4)");
        Session once = store.new Session();
        if (!once.takesTurn(insists)) {
            return BLOCKED;
        }
        String answer = add(once, expected, lines);
        if (!answer.equals(CONFLICT)) {
            once.commit();
            heard(who, lines);
        } else {
            who.collided = true;
        }
        return answer;
    }

    String join(Knowledge who, Session session, Head expected, List<AuditEntry> entries) {
        AuditEntry entry = entries.get(0);
        boolean intent = entry.event().state() == State.STARTED;
        Chronicle seen = intent ? log() : log().upTo(who.sharedBefore.seq()).and(List.of(who.shared));
        Line line = permitted(who, seen, expected, entries, How.JOIN).get(0);
        if (intent) {
            who.shared = line;
            who.sharedBefore = expected;
            who.outcomeRefused = false;
        }
        if (session.isEnded()) {
            return BROKEN;
        }
        if (!session.takesTurn(false)) {
            return BLOCKED;
        }
        String answer = add(session, expected, List.of(line));
        who.outcomeRefused |= !intent && answer.equals(CONFLICT);
        return answer;
    }

    String rollbackUndoesAll(Knowledge who, Session session) {
        who.outcomeRefused |= session.isLeft();
        return "" + !session.isLeft();
    }

    private static String add(Session session, Head expected, List<Line> lines) {
        if (!session.seen().head().equals(expected)) {
            session.end();
            return CONFLICT;
        }
        session.add(lines);
        return "head " + session.seen().head().seq();
    }

    private List<Line> permitted(Knowledge who, Chronicle log, Head expected, List<AuditEntry> entries, How how) {
        unless(log.has(expected), "follows " + expected + ", which is not in the log");
        Chronicle seen = log.upTo(expected.seq());
        List<Line> lines = new ArrayList<>();
        for (AuditEntry entry : entries) {
            Line line = Line.of(entry);
            unless(
                    entry.seq() == seen.head().seq() + 1
                            && entry.chain().prevHash().equals(seen.head().hash())
                            && entry.chain().hash().equals(entry.computeHash()),
                    "the chain is broken at " + line);
            new Law(who, seen, elsewhere).permits(line, how);
            seen = seen.and(List.of(line));
            lines.add(line);
        }
        return lines;
    }

    /** Entries of it are in the log. */
    private static void heard(Knowledge who, List<Line> lines) {
        who.wrote(lines);
        for (Line line : lines) {
            who.executed |= line.state() == State.EXECUTED || line.state() == State.STARTED;
            if (line.state() == State.TAKEN_OVER) {
                who.fenced();
            }
            who.fencedByForce |= line.state() == State.FORCE_RELEASED;
        }
    }

    Session begin(Knowledge who, Mode mode) {
        Session session = base(mode).new Session();
        who.session = session;
        who.beginsToAct();
        return session;
    }

    MarkerModel markers(Knowledge who) {
        return new MarkerModel(who, log(), elsewhere);
    }

    String commit(Knowledge who, Session session) {
        if (session.isEnded()) {
            return BROKEN;
        }
        List<Line> lines = List.copyOf(session.lines());
        unless(
                lines.isEmpty() || lines.get(lines.size() - 1).state() != State.STARTED,
                "commits an intent without its outcome (§4)");
        session.commit();
        heard(who, lines);
        return "";
    }

    BodyModel body(Knowledge who, About about, Operation which) {
        return new BodyModel(who, about, which, log(), outside);
    }
}
