package io.flamingock.internal.change;

import io.flamingock.api.ChangeContext;
import io.flamingock.api.DependencyLookup;
import io.flamingock.targets.Offered;
import io.flamingock.targets.TargetSystem;
import io.flamingock.targets.TransactionalTargetSystem;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what each parameter of a change gets, in this order: {@link ChangeContext}; an object of exactly a bound
 * type of the target system, unless a name is asked for; what the target system offers; single dependencies; lookups.
 * The first of these that has something decides; two candidates in it are a problem.
 */
final class Injection {

    private static final Logger LOG = LoggerFactory.getLogger(Injection.class);

    private final Wiring wiring;
    private final TargetSystem target;
    private final Findings findings;

    Injection(Wiring wiring, TargetSystem target, Findings findings) {
        this.wiring = wiring;
        this.target = target;
        this.findings = findings;
    }

    /** The arguments of a method; empty where one is missing, which was reported. */
    Optional<List<Argument>> ofMethod(Call body) {
        return collect(body, wanted -> {
            if (wanted.rawType() == ChangeContext.class) {
                return new Argument.Context(wanted);
            }
            return isBound(wanted) ? new Argument.Bound(wanted) : known(wanted, body);
        });
    }

    /** The arguments of a constructor: it runs before there is a transaction or a context. */
    Optional<List<Argument>> ofConstructor(Call body) {
        return collect(body, wanted -> {
            if (wanted.rawType() == ChangeContext.class || isBound(wanted)) {
                findings.error(
                        "D12",
                        body.place(),
                        wanted.describe() + " exists only while the change runs"
                                + (isBound(wanted)
                                        ? ", inside a transaction of target system '" + target.name() + "'"
                                        : ""),
                        "take it as a parameter of the method with @Execution (and of @RollbackExecution)");
                return null;
            }
            return known(wanted, body);
        });
    }

    private interface Choice {
        @Nullable
        Argument choose(Wanted wanted);
    }

    /** Every parameter is looked at, whatever became of those before it. */
    private static Optional<List<Argument>> collect(Call body, Choice choice) {
        List<Argument> arguments = body.wanted().stream()
                .map(choice::choose)
                .filter(Objects::nonNull)
                .toList();
        return arguments.size() == body.wanted().size() ? Optional.of(arguments) : Optional.empty();
    }

    private boolean isBound(Wanted wanted) {
        return wanted.name() == null && boundTypes().contains(wanted.rawType());
    }

    private Set<Class<?>> boundTypes() {
        return target instanceof TransactionalTargetSystem transactional ? transactional.boundTypes() : Set.of();
    }

    private @Nullable Argument known(Wanted wanted, Call body) {
        for (List<Offered> layer : List.of(target.unbound(), wiring.dependencies())) {
            List<Offered> candidates = candidates(wanted, layer);
            if (candidates.size() == 1) {
                sayWhatIsUnchecked(wanted, candidates.get(0), body);
                return new Argument.Known(wanted, candidates.get(0).object());
            }
            if (candidates.size() > 1) {
                findings.error(
                        "D12",
                        body.place(),
                        wanted.describe() + " has " + candidates.size() + " candidates: " + describe(candidates),
                        "tell them apart by @Named(\"…\") and Offered.named(…), or offer them as parametrised types");
                return null;
            }
        }
        for (DependencyLookup lookup : wiring.lookups()) {
            Found found = ask(lookup, wanted, body);
            if (found.decided()) {
                return found.argument();
            }
        }
        return wanted.mayBeMissing() ? new Argument.Known(wanted, null) : missing(wanted, body);
    }

    private void sayWhatIsUnchecked(Wanted wanted, Offered offered, Call body) {
        if (GenericTypes.fit(wanted.type(), offered.type()) == GenericTypes.Fit.UNCHECKED) {
            findings.info(
                    "D12",
                    body.place(),
                    wanted.describe() + " gets " + describe(offered) + ", of whose type arguments nothing is known",
                    "offer it with them, dependency(new TypeRef<" + GenericTypes.simpleName(wanted.type())
                            + ">() {}, …), or" + " Offered.of(…) where a target system offers it");
        }
    }

    /** What knows its type arguments goes before what does not; one object that was offered twice is one. */
    private static List<Offered> candidates(Wanted wanted, List<Offered> layer) {
        List<Offered> named = layer.stream()
                .filter(offered -> wanted.name() == null || wanted.name().equals(offered.name()))
                .toList();
        for (var fit : List.of(GenericTypes.Fit.YES, GenericTypes.Fit.UNCHECKED)) {
            Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
            List<Offered> candidates = named.stream()
                    .filter(offered -> GenericTypes.fit(wanted.type(), offered.type()) == fit)
                    .filter(offered -> seen.add(offered.object()))
                    .toList();
            if (!candidates.isEmpty()) {
                return candidates;
            }
        }
        return List.of();
    }

    private record Found(boolean decided, @Nullable Argument argument) {}

    private Found ask(DependencyLookup lookup, Wanted wanted, Call body) {
        try {
            @Nullable Object answer = lookup.find(wanted.type(), wanted.name());
            if (!(answer instanceof Optional<?> found)) {
                findings.error(
                        "D12",
                        body.place(),
                        wanted.describe() + ": a lookup of dependencies(…) gave null",
                        "give Optional.empty() for what there is not");
                return new Found(true, null);
            }
            if (found.isEmpty()) {
                return new Found(false, null);
            }
            if (GenericTypes.boxed(wanted.rawType()).isInstance(found.get())) {
                return new Found(true, new Argument.Known(wanted, found.get()));
            }
            findings.error(
                    "D12",
                    body.place(),
                    wanted.describe() + ": a lookup of dependencies(…) gave an object of "
                            + found.get().getClass().getName(),
                    "give an object of the type that is asked for, or Optional.empty()");
        } catch (RuntimeException | LinkageError e) {
            // Its message may hold a secret, a URL with a password for instance: it goes to the log at DEBUG only.
            LOG.debug("the lookup for {} of {} threw", wanted.describe(), body.place(), e);
            findings.error(
                    "D12",
                    body.place(),
                    wanted.describe() + ": a lookup of dependencies(…) threw "
                            + e.getClass().getName(),
                    "see its message and stack trace in the log at DEBUG, or return Optional.empty()");
        }
        return new Found(true, null);
    }

    private @Nullable Argument missing(Wanted wanted, Call body) {
        List<String> ofTarget = Stream.concat(
                        boundTypes().stream()
                                .map(type -> (Type) type)
                                .map(GenericTypes::simpleName)
                                .sorted(),
                        target.unbound().stream().map(Injection::describe))
                .toList();
        List<String> others =
                wiring.dependencies().stream().map(Injection::describe).toList();
        List<String> names = new ArrayList<>();
        Stream.concat(target.unbound().stream(), wiring.dependencies().stream())
                .forEach(offered -> names.add(
                        wanted.name() == null || offered.name() == null
                                ? GenericTypes.simpleName(offered.type())
                                : offered.name()));
        boundTypes().forEach(type -> names.add(type.getSimpleName()));
        String asked = wanted.name() == null ? GenericTypes.simpleName(wanted.type()) : wanted.name();
        findings.error(
                "D12",
                body.place(),
                "nothing to inject for " + wanted.describe() + "; target system '" + target.name() + "' offers "
                        + list(ofTarget) + "; dependencies: " + list(others) + Nearest.didYouMean(asked, names),
                remedy(wanted));
        return null;
    }

    private static String remedy(Wanted wanted) {
        if (wanted.rawType().getName().startsWith("io.flamingock.Flamingock")) {
            return "a run has no part in itself: take the parameter away, and use Flamingock when run() has returned";
        }
        // by name: whoever has no SQL need not have its module
        return wanted.rawType().getName().equals("java.sql.Connection")
                ? "a Connection comes with a SqlTargetSystem: make one the target system of this change, in a test one on an"
                        + " embedded database such as H2, with a builder"
                : "give it to the builder by dependency(…), or by dependencies(…) where a container has it, or let the target"
                        + " system offer it; where it may be missing, ask for "
                        + wanted.optional() + orNullable(wanted);
    }

    private static String orNullable(Wanted wanted) {
        return wanted.ofKotlin()
                ? ": a question mark or a default argument of Kotlin cannot be seen at run time"
                : wanted.rawType().isPrimitive() ? "" : " or annotate it with @Nullable";
    }

    private static String list(List<String> names) {
        return names.isEmpty() ? "nothing" : String.join(", ", names);
    }

    private static String describe(List<Offered> offered) {
        return offered.stream().map(Injection::describe).collect(Collectors.joining(", "));
    }

    /** Never the object itself: its text may hold secrets. */
    private static String describe(Offered offered) {
        return GenericTypes.simpleName(offered.type()) + (offered.name() == null ? "" : " '" + offered.name() + "'");
    }
}
