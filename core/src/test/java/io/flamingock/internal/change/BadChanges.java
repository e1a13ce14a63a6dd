package io.flamingock.internal.change;

import io.flamingock.api.ChangeContext;
import io.flamingock.api.ChangeUnit;
import io.flamingock.api.Named;
import io.flamingock.api.Profiles;
import io.flamingock.api.TargetSystem;
import io.flamingock.memory.InMemoryRecords;
import java.util.List;

/** Changes of which each has one thing wrong with it. */
@SuppressWarnings("unused")
final class BadChanges {

    private BadChanges() {}

    /** What somebody may ask for; its text must never be shown. */
    static final class PriceRepository {
        @Override
        public String toString() {
            return "secret";
        }
    }

    /** What somebody may offer by mistake. */
    static final class PriceRepositories {
        @Override
        public String toString() {
            return "secret";
        }
    }

    @ChangeUnit(id = "good", order = "1")
    static class Good {
        @io.flamingock.api.Execution
        void apply(InMemoryRecords records) {}
    }

    @ChangeUnit(id = "good", order = "2")
    static class SameId {
        @io.flamingock.api.Execution
        void apply(InMemoryRecords records) {}
    }

    @ChangeUnit(id = "GOOD", order = "3")
    static class SameIdInCapitals {
        @io.flamingock.api.Execution
        void apply(InMemoryRecords records) {}
    }

    @ChangeUnit(id = "same-order", order = "001")
    static class SameOrder {
        @io.flamingock.api.Execution
        void apply(InMemoryRecords records) {}
    }

    @ChangeUnit(id = "no-order")
    static class NoOrder {
        @io.flamingock.api.Execution
        void apply(InMemoryRecords records) {}
    }

    @ChangeUnit(id = "two-orders", order = "8")
    static class _0007__TwoOrders {
        @io.flamingock.api.Execution
        void apply(InMemoryRecords records) {}
    }

    @ChangeUnit(id = "bad-order", order = "1/2\u200b")
    static class BadOrder {
        @io.flamingock.api.Execution
        void apply(InMemoryRecords records) {}
    }

    @TargetSystem("kafak")
    @ChangeUnit(id = "x", order = "1")
    static class UnknownTarget {
        @io.flamingock.api.Execution
        void apply() {}
    }

    @ChangeUnit(id = "x", order = "1")
    static class WantsList {
        @io.flamingock.api.Execution
        void apply(InMemoryRecords records, List<PriceRepository> builders) {}
    }

    @ChangeUnit(id = "x", order = "1")
    static class WantsNamed {
        @io.flamingock.api.Execution
        void apply(InMemoryRecords records, @Named("mian") PriceRepository builder) {}
    }

    @ChangeUnit(id = "x", order = "1")
    static class WantsBuilder {
        @io.flamingock.api.Execution
        void apply(InMemoryRecords records, PriceRepository builder) {}
    }

    @ChangeUnit(id = "x", order = "1")
    static class ConstructedWithRecords {
        ConstructedWithRecords(InMemoryRecords records) {}

        @io.flamingock.api.Execution
        void apply(InMemoryRecords records) {}
    }

    @ChangeUnit(id = "x", order = "1")
    static class ConstructedWithContext {
        ConstructedWithContext(ChangeContext context) {}

        @io.flamingock.api.Execution
        void apply(InMemoryRecords records) {}
    }

    @ChangeUnit(id = " ", order = "1")
    static class BlankId {
        @io.flamingock.api.Execution
        void apply(InMemoryRecords records) {}
    }

    @ChangeUnit(id = "spaced ", order = "1")
    static class SpacedId {
        @io.flamingock.api.Execution
        void apply(InMemoryRecords records) {}
    }

    @ChangeUnit(id = "zero\u200bwidth", order = "1")
    static class InvisibleId {
        @io.flamingock.api.Execution
        void apply(InMemoryRecords records) {}
    }

    @ChangeUnit(id = "x", order = "1", author = "\u202enimda")
    static class TurnedAuthor {
        @io.flamingock.api.Execution
        void apply(InMemoryRecords records) {}
    }

    @ChangeUnit(id = "x", order = "1", timeout = "30 s")
    static class BadTimeout {
        @io.flamingock.api.Execution
        void apply(InMemoryRecords records) {}
    }

    @ChangeUnit(id = "x", order = "1", timeout = "PT-1S")
    static class NegativeTimeout {
        @io.flamingock.api.Execution
        void apply(InMemoryRecords records) {}
    }

    @Profiles("!")
    @ChangeUnit(id = "x", order = "1")
    static class EmptyProfile {
        @io.flamingock.api.Execution
        void apply(InMemoryRecords records) {}
    }
}
