package io.flamingock.examples.kotlin

import io.flamingock.api.Mode
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test

class LibraryTest {

    private val database = newDatabase("test")

    @Test
    fun `a class, an object and a lambda are run once`() {
        val report = bringUpToDate(database)

        assertThat(report.outcomes().map { it.change().id() to it.change().mode() })
            .containsExactly(
                "create-tables" to Mode.NONE,
                "fill-shelves" to Mode.NONE,
                "first-reader" to Mode.SHARED,
            )
        assertThat(report.counts().executed()).isEqualTo(3)
        assertThat(names("shelf")).containsExactly("maps", "novels")
        assertThat(names("reader")).containsExactly("Ann")
        assertThat(bringUpToDate(database).isNothingToDo).isTrue()
    }

    private fun names(table: String): List<String> =
        database.connection.use { connection ->
            connection.createStatement().executeQuery("SELECT name FROM $table ORDER BY name").use { rows ->
                generateSequence { if (rows.next()) rows.getString(1) else null }.toList()
            }
        }
}
