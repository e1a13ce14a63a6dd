package io.flamingock.internal.change;

import io.flamingock.api.ChangeUnit;
import io.flamingock.api.Execution;
import io.flamingock.api.Profiles;
import io.flamingock.api.Recovery;
import io.flamingock.api.RecoveryStrategy;
import io.flamingock.api.RollbackExecution;
import io.flamingock.api.TargetSystem;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads one class with {@code @ChangeUnit}, and reports all that is wrong with it. Initialises nothing. */
final class ClassReading {

    private final Class<?> type;
    private final @Nullable Object instance;
    private final Access access;
    private final Findings findings;

    /** @param instance what the user has constructed; {@code null}: we do */
    ClassReading(Class<?> type, @Nullable Object instance, Access access, Findings findings) {
        this.type = type;
        this.instance = instance;
        this.access = access;
        this.findings = findings;
    }

    /** The change as far as it can be read; empty for a class that is none, which was reported. */
    Optional<Declared> read(String stage) {
        try {
            ChangeUnit unit = type.getDeclaredAnnotation(ChangeUnit.class);
            if (unit == null) {
                notAnnotated();
                return Optional.empty();
            }
            return Optional.of(read(stage, unit));
        } catch (LinkageError | TypeNotPresentException e) {
            ClassFinder.cannotBeLoaded(type.getName(), e, findings);
            return Optional.empty();
        }
    }

    private Declared read(String stage, ChangeUnit unit) {
        var methods = new MethodReading(type, access, findings);
        Optional<Method> execution = methods.find(Execution.class);
        Optional<Method> rollback = methods.find(RollbackExecution.class);
        String source = type.getName()
                + execution.map(method -> "#" + Kotlin.name(method)).orElse("");
        Header header = new Header(
                stage,
                unit.id(),
                Orders.of(unit.order(), type.getSimpleName(), type.getName(), findings),
                new Place(source, type),
                attributes(unit));
        return new Declared(
                header,
                new ConstructorReading(type, instance, access, findings).read().orElse(null),
                execution.map(methods::body).orElse(null),
                rollback.map(methods::body).orElse(null));
    }

    private Attributes attributes(ChangeUnit unit) {
        Recovery recovery = type.getDeclaredAnnotation(Recovery.class);
        Profiles profiles = type.getDeclaredAnnotation(Profiles.class);
        TargetSystem target = type.getDeclaredAnnotation(TargetSystem.class);
        return new Attributes(
                unit.author(),
                unit.description(),
                unit.transactional(),
                recovery == null ? RecoveryStrategy.MANUAL_INTERVENTION : recovery.strategy(),
                timeout(unit.timeout(), type.getName(), findings),
                profiles == null ? List.of() : List.of(profiles.value()),
                target == null ? null : target.value());
    }

    static @Nullable Duration timeout(String text, String place, Findings findings) {
        if (text.isEmpty()) {
            return null;
        }
        try {
            Duration timeout = Duration.parse(text);
            if (timeout.compareTo(Duration.ZERO) > 0) {
                return timeout;
            }
        } catch (DateTimeParseException e) {
            // Said below, together with what is no length of time.
        }
        findings.error(
                "D16",
                place,
                "the timeout '" + Texts.visible(text) + "' is not a length of time",
                "write it in ISO-8601 and longer than zero: \"PT30S\", \"PT5M\"");
        return null;
    }

    private void notAnnotated() {
        Optional<Class<?>> foreign = Arrays.stream(type.getDeclaredAnnotations())
                .<Class<?>>map(Annotation::annotationType)
                .filter(found -> found.getSimpleName().equals(ChangeUnit.class.getSimpleName()))
                .findFirst();
        if (foreign.isEmpty()) {
            findings.error(
                    "D9",
                    type.getName(),
                    "has no @ChangeUnit of its own" + inherited(),
                    Kotlin.isKClass(type)
                            ? "give the class, not Kotlin's description of it: X::class.java"
                            : "annotate the class itself, or leave it out");
        } else if (foreign.get().getName().equals(ChangeUnit.class.getName())) {
            findings.error(
                    "D9",
                    type.getName(),
                    "its @ChangeUnit is that of another copy of Flamingock: "
                            + new Place("one", foreign.get()).withLocation() + ", "
                            + new Place("this one", ChangeUnit.class).withLocation(),
                    "keep one on the class path, and have one class loader load it for both");
        } else {
            findings.error(
                    "D9",
                    type.getName(),
                    "has " + foreign.get().getName() + ", which is not ours",
                    "import " + ChangeUnit.class.getName() + ", and have the build that moves packages leave it alone");
        }
    }

    private String inherited() {
        return type.getSuperclass() != null && type.getSuperclass().isAnnotationPresent(ChangeUnit.class)
                ? " (that of " + type.getSuperclass().getName() + " does not count)"
                : "";
    }
}
