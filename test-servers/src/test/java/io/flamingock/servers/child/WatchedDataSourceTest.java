package io.flamingock.servers.child;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class WatchedDataSourceTest {

    /** The statements as they are on PostgreSQL, MySQL and MariaDB, shortened. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            append    | SELECT set_config('lock_timeout', ?, true); INSERT INTO "flamingock_audit" ("service") VALUES (?)
            append    | INSERT /*+ SET_VAR(sql_mode='STRICT_ALL_TABLES') */ INTO `flamingock_audit` (`service`) VALUES (?)
            append    | SET STATEMENT sql_mode='' FOR INSERT INTO `shop`.`flamingock_audit` (`service`) VALUES (?)
            read      | SELECT "seq" FROM "flamingock_audit" WHERE "service" = ?
            create    | CREATE TABLE `flamingock_audit` (`service` VARCHAR(255))
            release   | UPDATE "flamingock_lock" SET "owner" = NULL, "current_change" = NULL WHERE "service" = ?
            release   | UPDATE /*+ SET_VAR(sql_mode='') */ `flamingock_lock` SET `owner` = NULL, `current_change` = NULL
            lease     | UPDATE `flamingock_lock` SET `current_change` = NULL, `owner` = ? WHERE `service` = ?
            lease     | UPDATE "flamingock_lock" SET "renewed_at" = 1, "current_change" = ? WHERE "owner" = ?
            marker    | INSERT INTO "flamingock_marker" ("service") VALUES (?)
            statement | INSERT INTO orders VALUES (1)
            commit    | commit
            rollback  | rollback
            """)
    void the_kind_of_a_statement_shows_on_every_product(String kind, String sql) {
        assertThat(WatchedDataSource.kind(sql)).isEqualTo(kind);
    }
}
