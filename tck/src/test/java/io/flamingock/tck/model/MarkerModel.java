package io.flamingock.tck.model;

import static io.flamingock.tck.model.Disagreement.unless;

import io.flamingock.api.Mode;
import io.flamingock.api.State;
import io.flamingock.targets.Marker;
import io.flamingock.targets.Settlement;
import io.flamingock.tck.model.Base.Mark;
import io.flamingock.tck.model.Base.MarkKey;
import io.flamingock.tck.model.Base.Place;
import io.flamingock.tck.model.Base.Session;
import io.flamingock.tck.model.Knowledge.Call;
import io.flamingock.tck.model.Knowledge.Ending;

/** The markers of the other database, as somebody writes and settles them: protocol §4. */
record MarkerModel(Knowledge who, Chronicle log, Base elsewhere) {

    String insertBegin(Session session, Marker marker) {
        Line started = who.started(marker.changeId(), marker.attempt());
        unless(
                started != null && started.head().hash().equals(marker.startedHash()),
                "BEGIN without a durable intent of its own (§4)");
        if (session.isEnded()) {
            return Model.BROKEN;
        }
        if (!session.takesTurn(false)) {
            return Model.BLOCKED;
        }
        if (session.seen(key(marker, Place.BEGIN)) != null) {
            session.end();
            return Model.TAKEN;
        }
        session.add(key(marker, Place.BEGIN), new Mark(marker.startedHash(), false));
        return "";
    }

    String insertEnd(Session session, Marker marker) {
        Line started = who.started(marker.changeId(), marker.attempt());
        unless(who.ended(Call.of(started.about()), Ending.RETURNED), "END before the body has returned (§4)");
        if (session.isEnded()) {
            return Model.BROKEN;
        }
        if (!session.takesTurn(false)) {
            return Model.BLOCKED;
        }
        boolean there = new Mark(marker.startedHash(), false).equals(session.seen(key(marker, Place.BEGIN)))
                && session.seen(key(marker, Place.END)) == null;
        if (there) {
            session.add(key(marker, Place.END), new Mark(marker.startedHash(), false));
        }
        who.outcomeRefused |= !there;
        return "" + there;
    }

    String settle(Marker marker) {
        unless(who.isConfirmed(), "settles without a confirmed lease (§4)");
        unless(
                log.lines().stream()
                        .anyMatch(line -> line.head().hash().equals(marker.startedHash())
                                && line.state() == State.STARTED
                                && line.about().mode() == Mode.MARKED
                                && line.attempt() == marker.attempt()),
                "settles what was not started");
        Session once = elsewhere.new Session();
        once.takesTurn(true);
        Mark begin = once.seen(key(marker, Place.BEGIN));
        Mark end = once.seen(key(marker, Place.END));
        if (begin == null) {
            once.add(key(marker, Place.BEGIN), new Mark(marker.startedHash(), true));
        }
        once.commit();
        if (begin == null || begin.closed()) {
            return "" + Settlement.UNDONE;
        }
        return "" + (end == null ? Settlement.UNKNOWN : Settlement.DONE);
    }

    private static MarkKey key(Marker marker, Place place) {
        return new MarkKey(marker.changeId(), marker.attempt(), place);
    }
}
