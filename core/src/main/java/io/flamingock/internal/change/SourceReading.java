package io.flamingock.internal.change;

import io.flamingock.api.ChangeUnit;
import io.flamingock.api.ChangeUnitConstructor;
import io.flamingock.api.Execution;
import io.flamingock.api.Profiles;
import io.flamingock.api.Recovery;
import io.flamingock.api.RecoveryStrategy;
import io.flamingock.api.RollbackExecution;
import io.flamingock.api.TargetSystem;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/**
 * Reads one class with {@code @ChangeUnit} from its source, as {@link ClassReading} and {@link ConstructorReading} read
 * it from its class, and says what is wrong with it where it is written.
 */
final class SourceReading {

    private final ProcessingEnvironment environment;
    private final TypeElement type;
    private final SourceProblems problems;
    private final SourceTypes types;

    SourceReading(ProcessingEnvironment environment, TypeElement type) {
        this.environment = environment;
        this.type = type;
        this.problems = new SourceProblems(environment, type);
        this.types = new SourceTypes(environment);
    }

    /** The change; empty for one that cannot run, which was reported. */
    Optional<IndexedChange> read() {
        ChangeUnit unit = Objects.requireNonNull(type.getAnnotation(ChangeUnit.class));
        SourceMethods methods = new SourceMethods(environment, type, problems, types);
        Optional<ExecutableElement> execution = methods.find(Execution.class);
        Optional<ExecutableElement> rollback = methods.find(RollbackExecution.class);
        Header header = header(unit, execution.map(Element::getSimpleName).map(Object::toString));
        IndexedChange.@Nullable Body construction = construction();
        IndexedChange.@Nullable Body body = execution.map(methods::body).orElse(null);
        IndexedChange.@Nullable Body undo = rollback.map(methods::body).orElse(null);
        if (problems.any() || construction == null || body == null) {
            return Optional.empty();
        }
        return Optional.of(new IndexedChange(
                problems.className(), header.id(), header.order(), header.attributes(), construction, body, undo));
    }

    /** What is wrong with it stands in an annotation: that is where it is said. */
    private Header header(ChangeUnit unit, Optional<String> method) {
        Findings findings = new Findings();
        String name = problems.className();
        String order = Orders.of(unit.order(), type.getSimpleName().toString(), name, findings);
        Recovery recovery = type.getAnnotation(Recovery.class);
        Profiles profiles = type.getAnnotation(Profiles.class);
        TargetSystem target = type.getAnnotation(TargetSystem.class);
        Attributes attributes = new Attributes(
                unit.author(),
                unit.description(),
                unit.transactional(),
                recovery == null ? RecoveryStrategy.MANUAL_INTERVENTION : recovery.strategy(),
                ClassReading.timeout(unit.timeout(), name, findings),
                profiles == null ? List.of() : List.of(profiles.value()),
                target == null ? null : target.value());
        Place place = new Place(name + method.map(it -> "#" + it).orElse(""), null);
        Header header = new Header("", unit.id(), order, place, attributes);
        Texts.check(header, findings);
        problems.inAnnotation(findings);
        return header;
    }

    private IndexedChange.@Nullable Body construction() {
        String unusable = kind();
        if (!unusable.isEmpty()) {
            problems.error(
                    "D9",
                    type,
                    unusable,
                    "declare it as a class of its own or a static nested one, neither abstract nor an enum");
            return null;
        }
        if (type.getModifiers().contains(Modifier.PRIVATE)) {
            problems.error("D10", type, "is private", "make it package-private; public is not needed");
            return null;
        }
        if (hasSingleton()) {
            return new IndexedChange.Body("<init>", List.of());
        }
        return constructor()
                .map(found -> new IndexedChange.Body("<init>", types.parameters(found)))
                .orElse(null);
    }

    private String kind() {
        if (type.getKind().isInterface()) {
            return "is an interface";
        }
        if (type.getKind() == ElementKind.ENUM) {
            return "is an enum";
        }
        if (type.getNestingKind() == NestingKind.LOCAL || type.getNestingKind() == NestingKind.ANONYMOUS) {
            return "is a local or anonymous class";
        }
        if (type.getNestingKind() == NestingKind.MEMBER && !type.getModifiers().contains(Modifier.STATIC)) {
            return "is an inner class: it needs an object of " + type.getEnclosingElement();
        }
        return type.getModifiers().contains(Modifier.ABSTRACT) ? "is abstract" : "";
    }

    /** As {@link ConstructorReading}: one constant object of the class is used as it is. */
    private boolean hasSingleton() {
        return ElementFilter.fieldsIn(type.getEnclosedElements()).stream()
                .filter(field -> field.getSimpleName().contentEquals("INSTANCE")
                        || field.getSimpleName().contentEquals("MODULE$"))
                .filter(field ->
                        field.getModifiers().containsAll(List.of(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)))
                .anyMatch(field -> environment
                        .getTypeUtils()
                        .isSameType(
                                environment.getTypeUtils().erasure(field.asType()),
                                environment.getTypeUtils().erasure(type.asType())));
    }

    private Optional<ExecutableElement> constructor() {
        List<ExecutableElement> usable = ElementFilter.constructorsIn(type.getEnclosedElements()).stream()
                .filter(constructor -> !constructor.getModifiers().contains(Modifier.PRIVATE))
                .toList();
        List<ExecutableElement> marked = usable.stream()
                .filter(constructor -> constructor.getAnnotation(ChangeUnitConstructor.class) != null)
                .toList();
        if (marked.size() == 1 || (marked.isEmpty() && usable.size() == 1)) {
            return Optional.of(marked.isEmpty() ? usable.get(0) : marked.get(0));
        }
        if (usable.isEmpty()) {
            problems.error("D5", type, "has no constructor that is not private", "make one package-private");
        } else {
            problems.error(
                    "D5",
                    usable.get(1),
                    "has " + usable.size() + " constructors, and " + (marked.isEmpty() ? "none" : marked.size())
                            + " of them with @ChangeUnitConstructor",
                    "mark the one to be used with @ChangeUnitConstructor");
        }
        return Optional.empty();
    }
}
