package io.flamingock.examples.kotlin.changes

import io.flamingock.api.ChangeUnit
import io.flamingock.api.Execution
import io.flamingock.api.RollbackExecution
import java.sql.Connection

/** A class. On H2 DDL commits, so it stays outside of a transaction. */
@ChangeUnit(id = "create-tables", author = "library-team", transactional = false)
class _0010__CreateTables {

    @Execution
    fun create(connection: Connection) {
        connection.run("CREATE TABLE shelf (name VARCHAR(50) PRIMARY KEY)")
        connection.run("CREATE TABLE reader (name VARCHAR(50) PRIMARY KEY)")
    }

    @RollbackExecution
    fun drop(connection: Connection) {
        connection.run("DROP TABLE IF EXISTS reader")
        connection.run("DROP TABLE IF EXISTS shelf")
    }
}

internal fun Connection.run(sql: String) {
    createStatement().use { it.execute(sql) }
}
