package io.flamingock.safety.control;

import io.flamingock.targets.Marker;
import io.flamingock.targets.Settlement;
import io.flamingock.targets.TargetTransaction;
import io.flamingock.targets.TransactionalTargetSystem;
import io.flamingock.tck.forwarding.ForwardingTransaction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** The markers of the races in an SQL database, without what makes them safe. */
final class MarkerRows {

    private MarkerRows() {}

    /** What is there now, and nothing is done about what may come. */
    static Settlement read(TransactionalTargetSystem target, Marker marker) {
        DataSource database = (DataSource) target.unbound().get(0).object();
        String sql = "SELECT kind FROM races_marker WHERE service = ? AND change_id = ? AND attempt = ?";
        List<String> kinds = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, marker.service());
            select.setString(2, marker.changeId());
            select.setInt(3, marker.attempt());
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    kinds.add(rows.getString(1));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return kinds.contains("END")
                ? Settlement.DONE
                : kinds.contains("BEGIN") ? Settlement.UNKNOWN : Settlement.UNDONE;
    }

    static TargetTransaction withoutCondition(TargetTransaction transaction) {
        return new ForwardingTransaction(transaction) {
            @Override
            public boolean insertEnd(Marker marker) {
                String sql = "INSERT INTO races_marker (service, change_id, attempt, phase, kind, started_hash)"
                        + " VALUES (?, ?, ?, 'END', 'END', ?)";
                try (PreparedStatement insert = bound(Connection.class).prepareStatement(sql)) {
                    insert.setString(1, marker.service());
                    insert.setString(2, marker.changeId());
                    insert.setInt(3, marker.attempt());
                    insert.setString(4, marker.startedHash());
                    return insert.executeUpdate() == 1;
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }
}
