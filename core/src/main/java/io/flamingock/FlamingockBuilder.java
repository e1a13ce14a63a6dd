package io.flamingock;

import io.flamingock.api.ChangeDefinition;
import io.flamingock.api.DependencyLookup;
import io.flamingock.api.InvalidChangesException;
import io.flamingock.api.Policy;
import io.flamingock.api.RunListener;
import io.flamingock.api.RunReport;
import io.flamingock.audit.AuditStore;
import io.flamingock.audit.Runner;
import io.flamingock.internal.change.Wiring;
import io.flamingock.internal.plan.Policies;
import io.flamingock.internal.run.Settings;
import io.flamingock.internal.run.ThisProcess;
import io.flamingock.internal.run.Timing;
import io.flamingock.targets.Offered;
import io.flamingock.targets.TargetSystem;
import io.flamingock.targets.TypeRef;
import java.lang.invoke.MethodHandles;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a {@link Flamingock} needs. Required: {@link #service} and {@link #auditStore}. What is wrong is
 * reported by {@link #build}, all at once. Not safe for use by several threads.
 */
public final class FlamingockBuilder {

    /** How long a lease lasts unless renewed. */
    public static final Duration DEFAULT_LEASE = Duration.ofSeconds(20);
    /** How often a lease is renewed. */
    public static final Duration DEFAULT_RENEWAL = Duration.ofSeconds(5);
    /** How long to wait for a lease that another instance holds. */
    public static final Duration DEFAULT_WAIT = Duration.ofMinutes(5);
    /** How long a store that does not answer is asked again before anything was started. */
    public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(60);
    /** How long a store that does not answer is asked again about an outcome, and a shutdown waits for a body. */
    public static final Duration DEFAULT_GRACE_PERIOD = Duration.ofSeconds(30);
    /** The stage of changes that were given before any {@link #stage}. */
    public static final String DEFAULT_STAGE = "default";

    private final Checks checks = new Checks();
    private final Map<String, Stage> stages = new LinkedHashMap<>();
    private final List<TargetSystem> targets = new ArrayList<>();
    private final List<Offered> dependencies = new ArrayList<>();
    private final List<DependencyLookup> lookups = new ArrayList<>();
    private final Set<String> profiles = new HashSet<>();
    private final List<RunListener> listeners = new ArrayList<>();
    private Clock clock = Clock.systemUTC();
    private String stage = DEFAULT_STAGE;
    private String service = "";
    private Runner runner = ThisProcess.runner("", "");
    private @Nullable AuditStore store;
    private MethodHandles.@Nullable Lookup lookup;
    private Timing timing =
            new Timing(DEFAULT_LEASE, DEFAULT_RENEWAL, DEFAULT_WAIT, DEFAULT_CONNECT_TIMEOUT, DEFAULT_GRACE_PERIOD);
    private Policies policies = new Policies(Policy.FAIL, Policy.WARN, Policy.WARN);
    private boolean enabled = true;
    private boolean strict;

    FlamingockBuilder() {}

    /**
     * Whose log it is; required. Two applications on one store have two services.
     *
     * @param name 1 to 255 characters; never changed later: the log of the old name would not be found any more
     * @return this builder
     */
    public FlamingockBuilder service(String name) {
        service = checks.text("service", name);
        return this;
    }

    /**
     * Name and version of the application: for the log, and to notice a log that is another's.
     *
     * @param name the same for all versions of the application, 1 to 255 characters
     * @param itsVersion of this deployment, 1 to 255 characters
     * @return this builder
     */
    public FlamingockBuilder application(String name, String itsVersion) {
        runner = ThisProcess.runner(checks.text("application", name), checks.text("application", itsVersion));
        return this;
    }

    /**
     * Where log and lease are kept; required, once.
     *
     * @param auditStore where; stays open, the caller closes it
     * @return this builder
     */
    public FlamingockBuilder auditStore(AuditStore auditStore) {
        store = checks.once("auditStore", store, auditStore);
        return this;
    }

    /**
     * The systems that changes change, each with a name of its own.
     *
     * @param targetSystems added to those that were given before
     * @return this builder
     */
    public FlamingockBuilder targetSystems(TargetSystem... targetSystems) {
        targets.addAll(checks.present("targetSystems", targetSystems));
        return this;
    }

    /**
     * Begins another stage: a sequence of its own, run after those declared before it.
     *
     * @param name 1 to 255 characters; part of the checksum of its changes, so not to be changed later
     * @param packages as those of {@link #changes(String...)}; none where changes are added by class or by lambda
     * @return this builder
     */
    public FlamingockBuilder stage(String name, String... packages) {
        stage = checks.newName("stage", name, stages.keySet());
        return changes(packages);
    }

    /**
     * Adds all changes in these packages and below them to the current stage.
     *
     * @param packages full names, such as {@code com.acme.changes}; one in which nothing is found is an error ({@code
     *     D13})
     * @return this builder
     */
    public FlamingockBuilder changes(String... packages) {
        current().packages().addAll(checks.present("changes", packages));
        return this;
    }

    /**
     * Adds changes by class to the current stage.
     *
     * @param classes each with {@link io.flamingock.api.ChangeUnit}; wherever they are, packages need not be scanned
     *     for them
     * @return this builder
     */
    public FlamingockBuilder changes(Class<?>... classes) {
        current().classes().addAll(checks.present("changes", classes));
        return this;
    }

    /**
     * Adds changes that were constructed already to the current stage; a {@code Class} among them as that class.
     *
     * @param instances of classes with {@link io.flamingock.api.ChangeUnit}; used as they are, so what their fields
     *     hold can be reached outside the transaction
     * @return this builder
     */
    public FlamingockBuilder changes(Object... instances) {
        current().addAll(checks.changes(instances));
        return this;
    }

    /**
     * Adds a change without a class to the current stage.
     *
     * @param id as that of a {@link io.flamingock.api.ChangeUnit}: unique in the service, never changed once it was
     *     applied
     * @param definition is called once for each {@code Flamingock} that is built, to declare the change
     * @return this builder
     */
    public FlamingockBuilder change(String id, Consumer<? super ChangeDefinition> definition) {
        checks.whole("change", id, definition).ifPresent(it -> current().add(id, definition));
        return this;
    }

    /**
     * The active profiles, against which {@code @Profiles} selects.
     *
     * @param names active ones, such as {@code prod}, without {@code !}; added to those that were given before
     * @return this builder
     */
    public FlamingockBuilder profiles(String... names) {
        profiles.addAll(checks.profiles(names));
        return this;
    }

    /**
     * Offers an object to all changes, as what it is.
     *
     * @param object is matched by its class, the supertypes of that included; handed over as it is
     * @return this builder
     */
    public FlamingockBuilder dependency(Object object) {
        checks.whole("dependency", object).map(Offered::of).ifPresent(dependencies::add);
        return this;
    }

    /**
     * Offers an object to all changes under a name, for {@code @Named}.
     *
     * @param name what {@code @Named} asks for, or the key of a plain value
     * @param object handed over as it is
     * @return this builder
     */
    public FlamingockBuilder dependency(String name, Object object) {
        checks.whole("dependency", object, name).ifPresent(it -> dependencies.add(Offered.named(name, object)));
        return this;
    }

    /**
     * Offers an object to all changes under a parametrised type.
     *
     * @param <T> the parametrised type
     * @param type such as {@code new TypeRef<List<String>>() {}}: the parameter must have exactly this type
     * @param object handed over as it is
     * @return this builder
     */
    public <T> FlamingockBuilder dependency(TypeRef<T> type, T object) {
        checks.whole("dependency", object, type).ifPresent(it -> dependencies.add(Offered.of(type, object)));
        return this;
    }

    /**
     * Asks elsewhere for what no target system and no {@code dependency} offers: a hook for containers.
     *
     * @param dependencyLookup is asked in the order of declaration, before anything is locked or written
     * @return this builder
     */
    public FlamingockBuilder dependencies(DependencyLookup dependencyLookup) {
        lookups.addAll(checks.present("dependencies", dependencyLookup));
        return this;
    }

    /**
     * Lets changes be found in packages that are not open to this library's module.
     *
     * @param methodHandles {@code MethodHandles.lookup()} of a class in the module of the changes
     * @return this builder
     */
    public FlamingockBuilder lookup(MethodHandles.Lookup methodHandles) {
        lookup = checks.given("lookup", methodHandles, MethodHandles.publicLookup());
        return this;
    }

    /**
     * Hears what runs do.
     *
     * @param listener is called on the thread that calls {@code run()}, after those that were given before
     * @return this builder
     */
    public FlamingockBuilder listener(RunListener listener) {
        listeners.addAll(checks.present("listener", listener));
        return this;
    }

    /**
     * What to do if a change without entries sorts before an executed one; {@link Policy#FAIL} if not set.
     *
     * @param policy a new change before applied ones would run on a state that it was not written for: {@code WARN} and
     *     {@code ALLOW} let it
     * @return this builder
     */
    public FlamingockBuilder outOfOrder(Policy policy) {
        policies = policies.withOutOfOrder(checks.given("outOfOrder", policy, Policy.FAIL));
        return this;
    }

    /**
     * What to do if an executed change is no longer in the code; {@link Policy#WARN} if not set.
     *
     * @param policy about executed changes only: unfinished ones that are gone are issues whatever it says
     * @return this builder
     */
    public FlamingockBuilder missing(Policy policy) {
        policies = policies.withMissing(checks.given("missing", policy, Policy.WARN));
        return this;
    }

    /**
     * What to do if an executed change is declared differently now; {@link Policy#WARN} if not set.
     *
     * @param policy {@link Flamingock#accept} settles a single case, with a reason
     * @return this builder
     */
    public FlamingockBuilder drift(Policy policy) {
        policies = policies.withDrift(checks.given("drift", policy, Policy.WARN));
        return this;
    }

    /**
     * How long a lease lasts unless renewed, and how often it is: more than two renewals, at most a day.
     *
     * @param length 1 ms to 24 h; what a crashed instance is waited for
     * @param renewal more than zero
     * @return this builder
     */
    public FlamingockBuilder lease(Duration length, Duration renewal) {
        checks.whole("lease", length, renewal).ifPresent(it -> checks.lease(length, renewal));
        timing = timing.withLease(length, renewal);
        return this;
    }

    /**
     * How long to wait for a lease that another instance holds; zero: exactly one try.
     *
     * @param wait zero or more
     * @return this builder
     */
    public FlamingockBuilder waitForLease(Duration wait) {
        timing = timing.withWaiting(checks.notNegative("waitForLease", wait));
        return this;
    }

    /**
     * How long a store that does not answer is asked again before anything was started.
     *
     * @param timeout zero (one try) or more
     * @return this builder
     */
    public FlamingockBuilder connectTimeout(Duration timeout) {
        timing = timing.withConnect(checks.notNegative("connectTimeout", timeout));
        return this;
    }

    /**
     * How long a store that does not answer is asked again about an outcome, and a shutdown waits for a body.
     *
     * @param grace zero or more
     * @return this builder
     */
    public FlamingockBuilder gracePeriod(Duration grace) {
        timing = timing.withGrace(checks.notNegative("gracePeriod", grace));
        return this;
    }

    /**
     * The clock for the times in the log; they are information, and decide nothing.
     *
     * @param wallClock in UTC or not: times are written in UTC
     * @return this builder
     */
    public FlamingockBuilder clock(Clock wallClock) {
        clock = checks.clock(wallClock, clock);
        return this;
    }

    /**
     * Makes it an error that a change outside a transaction has no {@code @RollbackExecution}.
     *
     * @return this builder
     */
    public FlamingockBuilder strict() {
        strict = true;
        return this;
    }

    /**
     * {@code false}: {@link Flamingock#run} does nothing, reads nothing, and says so.
     *
     * @param value {@code true} unless set
     * @return this builder
     */
    public FlamingockBuilder enabled(boolean value) {
        enabled = value;
        return this;
    }

    /**
     * Builds it and runs once.
     *
     * @return what {@link Flamingock#run} returns
     * @throws InvalidChangesException as {@link #build}, and as {@link Flamingock#run}
     * @throws io.flamingock.api.RunFailedException as {@link Flamingock#run}
     */
    public RunReport run() {
        return build().run();
    }

    /**
     * Builds it; what is set later changes nothing of what was built.
     *
     * @return what can run, plan and decide by these settings, as often as wanted
     * @throws InvalidChangesException something that was set is wrong, or missing; all of it is in the exception
     */
    public Flamingock build() {
        AuditStore given = checks.required(service, store);
        Settings settings = new Settings(service, runner, given, timing, policies, List.copyOf(listeners), clock);
        Object domain = given.transactionDomain();
        Wiring wiring = new Wiring(targets, dependencies, lookups, profiles, domain, lookup, ThisProcess.classLoader());
        return new Flamingock(new Configuration(settings, Stage.sources(stages.values()), wiring, enabled, strict));
    }

    private Stage current() {
        stages.putIfAbsent(stage, new Stage(stage));
        return stages.get(stage);
    }
}
