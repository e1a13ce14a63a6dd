package io.flamingock.examples.kotlin

import io.flamingock.Flamingock
import io.flamingock.FlamingockBuilder
import io.flamingock.api.ChangeUnit
import io.flamingock.api.ChangeUnitConstructor
import io.flamingock.api.Execution
import io.flamingock.api.InvalidChangesException
import io.flamingock.api.Problem
import io.flamingock.memory.InMemoryAuditStore
import io.flamingock.targets.NonTransactionalTargetSystem
import java.time.ZoneId
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows

/** What is natural in Kotlin and goes wrong is answered in the words of Kotlin: by this message, and no other. */
class WrongInKotlinTest {

    @ChangeUnit(id = "x", order = "1")
    class NullableParameter {
        @Execution
        fun apply(zone: ZoneId?) = println(zone)
    }

    @Test
    fun `a question mark`() {
        assertThat(problem { changes(NullableParameter::class.java) })
            .contains("NullableParameter#apply: nothing to inject for parameter 1 (java.time.ZoneId)")
            .endsWith("ask for Optional<ZoneId>: a question mark or a default argument of Kotlin cannot be seen at run time")
    }

    @ChangeUnit(id = "x", order = "1")
    class DefaultArgument {
        @Execution
        fun apply(rows: Int = 100) = println(rows)
    }

    @Test
    fun `a default argument`() {
        assertThat(problem { changes(DefaultArgument::class.java) })
            .contains("DefaultArgument#apply: nothing to inject for parameter 1 (int)")
            .endsWith("ask for Optional<Integer>: a question mark or a default argument of Kotlin cannot be seen at run time")
    }

    @ChangeUnit(id = "x", order = "1")
    class Overloads {
        @Execution
        @JvmOverloads
        fun apply(rows: Int = 100) = println(rows)
    }

    @Test
    fun `overloads for Java`() {
        assertThat(problem { changes(Overloads::class.java) })
            .contains("2 methods have @Execution: apply, apply → remove @JvmOverloads")
    }

    @ChangeUnit(id = "x", order = "1")
    class DefaultsOnly(private val rows: Int = 100) {
        @Execution
        fun apply() = println(rows)
    }

    @ChangeUnit(id = "x", order = "1")
    class MarkedDefaultsOnly @ChangeUnitConstructor constructor(private val rows: Int = 100) {
        @Execution
        fun apply() = println(rows)
    }

    @Test
    fun `a constructor of default arguments only`() {
        val remedy = "take the default argument of one parameter away: where all have one, Kotlin adds a constructor"
        assertThat(problem { changes(DefaultsOnly::class.java) }).contains("DefaultsOnly: has 2 constructors", remedy)
        assertThat(problem { changes(MarkedDefaultsOnly::class.java) }).contains("2 of them with", remedy)
    }

    @ChangeUnit(id = "x", order = "1")
    internal class Internal {
        @Execution
        internal fun apply(zone: ZoneId) = println(zone)
    }

    @Test
    fun `an internal function is called as in the source`() {
        assertThat(problem { changes(Internal::class.java) }).contains("Internal#apply: nothing to inject")
        val plan = builder().dependency(ZoneId.of("UTC")).changes(Internal::class.java).build().plan()
        assertThat(plan.decisions().single().change().details().source()).endsWith("\$Internal#apply")
    }

    @ChangeUnit(id = "x", order = "1")
    class Suspended {
        @Execution
        suspend fun apply() = println()
    }

    @Test
    fun `a suspend function`() {
        assertThat(problem { changes(Suspended::class.java) })
            .endsWith("is a suspend function: it returns before its work is done → make it an ordinary function; runBlocking { … } waits")
    }

    @ChangeUnit(id = "x", order = "1")
    class InCompanion {
        companion object {
            @Execution
            fun apply() = println()
        }
    }

    @Test
    fun `a function of the companion object`() {
        assertThat(problem { changes(InCompanion::class.java) })
            .contains("no method has @Execution; that of Companion#apply belongs to another class")
    }

    @ChangeUnit(id = "x", order = "1")
    inner class Inner {
        @Execution
        fun apply() = println()
    }

    @Test
    fun `an inner class`() {
        assertThat(problem { changes(Inner::class.java) })
            .contains("is an inner class", "a nested class without inner")
    }

    @ChangeUnit(id = "x", order = "1")
    class Returning {
        @Execution
        fun apply() = 3
    }

    @Test
    fun `a class of Kotlin's own kind`() {
        assertThat(problem { changes(Returning::class) })
            .endsWith("give the class, not Kotlin's description of it: X::class.java")
    }

    private fun builder() = Flamingock.builder()
        .service("x")
        .auditStore(InMemoryAuditStore.create())
        .targetSystems(NonTransactionalTargetSystem.of("t"))

    private fun problem(given: FlamingockBuilder.() -> Unit): String {
        val flamingock = builder().apply(given).build()
        val problems = assertThrows<InvalidChangesException> { flamingock.plan() }.problems()
        return problems.single { it.severity() == Problem.Severity.ERROR }.toString()
    }
}
