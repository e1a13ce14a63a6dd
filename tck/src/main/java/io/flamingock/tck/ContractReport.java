package io.flamingock.tck;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.TestWatcher;

/** Tells the {@link ContractTally} of the test run which tests of which contract were executed, and on what. */
final class ContractReport implements BeforeAllCallback, AfterTestExecutionCallback, TestWatcher {

    /** A test that runs on something. */
    interface Placed {
        /** With its version, from the fixture. */
        String runsOn();
    }

    private static final List<Class<?>> CONTRACTS = List.of(
            AuditStoreContract.class,
            TargetSystemContract.class,
            JoinedTransactionContract.class,
            EndToEndContract.class);

    static ContractTally tally(ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(ContractTally.class))
                .computeIfAbsent(
                        ContractTally.class, key -> new ContractTally(System.out::println), ContractTally.class);
    }

    /** The tally is there from the start, so that it is closed, and compared, even when every test is skipped. */
    @Override
    public void beforeAll(ExtensionContext context) {
        tally(context);
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        if (context.getRequiredTestInstance() instanceof Placed placed) {
            tally(context).ranOn(driver(context), placed::runsOn);
        }
    }

    @Override
    public void testSuccessful(ExtensionContext context) {
        tally(context).executed(driver(context), contract(context));
    }

    @Override
    public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
        tally(context).executed(driver(context), contract(context));
    }

    @Override
    public void testAborted(ExtensionContext context, @Nullable Throwable cause) {
        if (cause instanceof ImpossibleHereException) {
            tally(context).impossible(driver(context), contract(context));
        } else {
            tally(context).skipped(driver(context), contract(context));
        }
    }

    @Override
    public void testDisabled(ExtensionContext context, Optional<String> reason) {
        tally(context).skipped(driver(context), contract(context));
    }

    /** The outermost class is the driver's test; the nested ones belong to the contracts. */
    private static String driver(ExtensionContext context) {
        return testClasses(context)
                .reduce((inner, outer) -> outer)
                .orElseThrow()
                .getSimpleName();
    }

    private static String contract(ExtensionContext context) {
        return CONTRACTS.stream()
                .filter(contract -> testClasses(context).anyMatch(contract::isAssignableFrom))
                .findFirst()
                .orElseThrow()
                .getSimpleName();
    }

    private static Stream<Class<?>> testClasses(ExtensionContext context) {
        return Stream.iterate(
                        Optional.of(context), Optional::isPresent, inner -> inner.flatMap(ExtensionContext::getParent))
                .flatMap(level -> level.flatMap(ExtensionContext::getTestClass).stream());
    }
}
