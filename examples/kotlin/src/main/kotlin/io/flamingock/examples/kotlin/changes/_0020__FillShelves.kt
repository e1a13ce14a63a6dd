package io.flamingock.examples.kotlin.changes

import io.flamingock.api.ChangeUnit
import io.flamingock.api.Execution
import io.flamingock.api.RollbackExecution
import io.flamingock.examples.kotlin.Labels
import io.flamingock.examples.kotlin.Shelves
import java.sql.Connection
import java.util.Optional

/** An object: it is used as it is. What may be missing is an [Optional]: a question mark is not there at run time. */
@ChangeUnit(id = "fill-shelves", author = "library-team")
internal object _0020__FillShelves {

    @Execution
    internal fun fill(connection: Connection, shelves: Shelves, labels: Optional<Labels>) {
        connection.prepareStatement("INSERT INTO shelf VALUES (?)").use { insert ->
            for (name in shelves.names) {
                insert.setString(1, labels.map { it.on(name) }.orElse(name))
                insert.executeUpdate()
            }
        }
    }

    @RollbackExecution
    fun empty(connection: Connection) = connection.run("DELETE FROM shelf")
}
