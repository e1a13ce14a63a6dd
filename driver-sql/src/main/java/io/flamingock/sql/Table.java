package io.flamingock.sql;

import io.flamingock.audit.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The tables, and what each must look like for us to write into it. */
@SuppressWarnings("ImmutableEnumChecker") // it cannot see that these are Set.of and List.of
enum Table {
    AUDIT(Set.of("service", "seq"), Column.ofAll(Field.values())),
    LOCK(
            Set.of("service"),
            List.of(
                    Column.text("service", 255),
                    Column.text("owner", 64),
                    Column.number("token"),
                    Column.text("application", 255),
                    Column.text("application_version", 255),
                    Column.text("host", 255),
                    Column.number("pid"),
                    Column.text("os_user", 255),
                    Column.text("current_change", 255),
                    Column.number("acquired_at"),
                    Column.number("renewed_at"),
                    Column.number("expires_at"),
                    Column.text("taken_over_from", 1000))),
    MARKER(
            Set.of("service", "change_id", "attempt", "phase"),
            List.of(
                    Column.text("service", 255),
                    Column.text("change_id", 255),
                    Column.number("attempt"),
                    Column.text("phase", 8),
                    Column.text("kind", 8),
                    Column.text("started_hash", 64)));

    /** A column; {@code length} is 0 for a number. */
    record Column(String name, boolean isText, int length) {

        static List<Column> ofAll(Field... fields) {
            List<Column> columns = new ArrayList<>();
            for (Field field : fields) {
                columns.add(new Column(field.column(), field.type() != Field.Type.NUMBER, field.maxLength()));
            }
            return List.copyOf(columns);
        }

        static Column text(String name, int length) {
            return new Column(name, true, length);
        }

        static Column number(String name) {
            return new Column(name, false, 0);
        }

        @Override
        public String toString() {
            return name + (isText ? " VARCHAR(" + length + ")" : " BIGINT");
        }
    }

    private final Set<String> key;
    private final List<Column> columns;

    Table(Set<String> key, List<Column> columns) {
        this.key = key;
        this.columns = columns;
    }

    /** The columns that are unique together. */
    Set<String> key() {
        return key;
    }

    List<Column> columns() {
        return columns;
    }
}
