package io.flamingock.examples.kotlin

import io.flamingock.Flamingock
import io.flamingock.api.RunReport
import io.flamingock.examples.kotlin.changes.run
import io.flamingock.sql.SqlAuditStore
import io.flamingock.sql.SqlTargetSystem
import java.sql.Connection
import javax.sql.DataSource
import org.h2.jdbcx.JdbcDataSource

/** The shelves of a library. Changes ask for it by its type. */
data class Shelves(val names: List<String>)

/** How a shelf is labelled, where somebody cares. */
fun interface Labels {
    fun on(shelf: String): String
}

fun main() {
    println(bringUpToDate(newDatabase("library")))
}

/** A change may be a class, an object, or a lambda: the first two are in the package, the third one is here. */
fun bringUpToDate(database: DataSource): RunReport =
    Flamingock.builder()
        .service("library")
        .auditStore(SqlAuditStore.of(database))
        .targetSystems(SqlTargetSystem.of("library-database", database))
        .dependency(Shelves(listOf("novels", "maps")))
        .changes("io.flamingock.examples.kotlin.changes")
        .change("first-reader") { change ->
            change.order("0030")
                .author("library-team")
                .execute(Connection::class.java) { it.run("INSERT INTO reader VALUES ('Ann')") }
                .rollback(Connection::class.java) { it.run("DELETE FROM reader WHERE name = 'Ann'") }
        }
        .run()

/** In memory, for as long as the process lives. */
fun newDatabase(name: String): DataSource =
    JdbcDataSource().apply { setURL("jdbc:h2:mem:$name${System.nanoTime()};DB_CLOSE_DELAY=-1") }
