package io.flamingock.internal.change;

import io.flamingock.api.ChangeUnit;
import io.flamingock.api.ChangeUnitConstructor;
import io.flamingock.api.RollbackExecution;
import io.flamingock.memory.InMemoryRecords;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Classes and methods that cannot be a change, each for one reason. */
@SuppressWarnings("unused")
final class BadClasses {

    private BadClasses() {}

    /** Another library's annotation of the same name. */
    static final class Foreign {
        @Retention(RetentionPolicy.RUNTIME)
        @interface Execution {}

        private Foreign() {}
    }

    @ChangeUnit(id = "x", order = "1")
    static class PrivateConstructor {
        private PrivateConstructor() {}

        @io.flamingock.api.Execution
        void apply(InMemoryRecords records) {}
    }

    @ChangeUnit(id = "x", order = "1")
    static class TwoConstructors {
        TwoConstructors() {}

        TwoConstructors(String text) {}

        @io.flamingock.api.Execution
        void apply(InMemoryRecords records) {}
    }

    @ChangeUnit(id = "x", order = "1")
    static class TwoMarkedConstructors {
        @ChangeUnitConstructor
        TwoMarkedConstructors() {}

        @ChangeUnitConstructor
        TwoMarkedConstructors(String text) {}

        @io.flamingock.api.Execution
        void apply(InMemoryRecords records) {}
    }

    @ChangeUnit(id = "x", order = "1")
    static class NoExecution {}

    @ChangeUnit(id = "x", order = "1")
    static class NestedExecution {
        static class Inside {
            @io.flamingock.api.Execution
            void apply(InMemoryRecords records) {}
        }
    }

    @ChangeUnit(id = "x", order = "1")
    static class TakesNumber {
        @io.flamingock.api.Execution
        void apply(int number) {}
    }

    @ChangeUnit(id = "x", order = "1")
    static class ForgottenExecution {
        void execute(InMemoryRecords records) {}
    }

    @ChangeUnit(id = "x", order = "1")
    static class ForeignExecution {
        @Foreign.Execution
        void apply(InMemoryRecords records) {}
    }

    @ChangeUnit(id = "x", order = "1")
    static class TwoExecutions {
        @io.flamingock.api.Execution
        void one(InMemoryRecords records) {}

        @io.flamingock.api.Execution
        void two(InMemoryRecords records) {}
    }

    @ChangeUnit(id = "x", order = "1")
    static class TwoRollbacks extends BadChanges.Good {
        @io.flamingock.api.Execution
        @Override
        void apply(InMemoryRecords records) {}

        @RollbackExecution
        void one(InMemoryRecords records) {}

        @RollbackExecution
        void two(InMemoryRecords records) {}
    }

    @ChangeUnit(id = "x", order = "1")
    static class PrivateMethod {
        @io.flamingock.api.Execution
        private void apply(InMemoryRecords records) {}
    }

    @ChangeUnit(id = "x", order = "1")
    static class StaticMethod {
        @io.flamingock.api.Execution
        static void apply(InMemoryRecords records) {}
    }

    abstract static class Base {
        @io.flamingock.api.Execution
        void apply(InMemoryRecords records) {}
    }

    @ChangeUnit(id = "x", order = "1")
    static class InheritedMethod extends Base {}

    interface Applies {
        @io.flamingock.api.Execution
        default void applyByDefault(InMemoryRecords records) {}
    }

    @ChangeUnit(id = "x", order = "1")
    static class InterfaceMethod implements Applies {}

    @ChangeUnit(id = "x", order = "1")
    static class ReturnsFuture {
        @io.flamingock.api.Execution
        CompletableFuture<Void> apply(InMemoryRecords records) {
            return CompletableFuture.completedFuture(null);
        }
    }

    @ChangeUnit(id = "x", order = "1")
    static class UndoesLater {
        @io.flamingock.api.Execution
        void apply(InMemoryRecords records) {}

        @RollbackExecution
        CompletionStage<String> takeBack(InMemoryRecords records) {
            return CompletableFuture.completedStage("later");
        }
    }

    @ChangeUnit(id = "x", order = "1")
    static class ReturnsPublisher {
        @io.flamingock.api.Execution
        Flow.Publisher<String> apply(InMemoryRecords records) {
            return subscriber -> {};
        }
    }

    @ChangeUnit(id = "x", order = "1")
    static class Suspends {
        @io.flamingock.api.Execution
        Object apply(InMemoryRecords records, kotlin.coroutines.Continuation continuation) {
            return "suspended";
        }
    }

    @ChangeUnit(id = "x", order = "1")
    static class ReturnsNumber {
        @io.flamingock.api.Execution
        int apply(InMemoryRecords records) {
            return 7;
        }
    }

    @ChangeUnit(id = "x", order = "1")
    abstract static class IsAbstract {
        @io.flamingock.api.Execution
        void apply(InMemoryRecords records) {}
    }

    @ChangeUnit(id = "x", order = "1")
    interface IsInterface {
        @io.flamingock.api.Execution
        void apply(InMemoryRecords records);
    }

    @ChangeUnit(id = "x", order = "1")
    enum IsEnum {
        ONE;

        @io.flamingock.api.Execution
        void apply(InMemoryRecords records) {}
    }

    @ChangeUnit(id = "x", order = "1")
    @SuppressWarnings("ClassCanBeStatic")
    class IsInner {
        @io.flamingock.api.Execution
        void apply(InMemoryRecords records) {}
    }

    static Class<?> local() {
        @ChangeUnit(id = "x", order = "1")
        class IsLocal {
            @io.flamingock.api.Execution
            void apply(InMemoryRecords records) {}
        }
        return IsLocal.class;
    }

    static class IsNone extends BadChanges.Good {}

    @ChangeUnit(id = "x", order = "1")
    private static class IsPrivate {
        @io.flamingock.api.Execution
        void apply(InMemoryRecords records) {}
    }

    static Class<?> privateClass() {
        return IsPrivate.class;
    }
}
