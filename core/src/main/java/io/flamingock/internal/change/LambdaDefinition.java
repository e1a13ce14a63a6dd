package io.flamingock.internal.change;

import io.flamingock.api.ChangeDefinition;
import io.flamingock.api.RecoveryStrategy;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Collects what the definition of a change without a class says. */
final class LambdaDefinition implements ChangeDefinition {

    private final Place place;
    private final List<Call> executions = new ArrayList<>();
    private final List<Call> rollbacks = new ArrayList<>();
    private String order = "";
    private String author = "";
    private String description = "";
    private boolean transactional = true;
    private RecoveryStrategy recovery = RecoveryStrategy.MANUAL_INTERVENTION;
    private @Nullable Duration timeout;
    private List<String> profiles = List.of();
    private @Nullable String target;
    private boolean closed;

    /** @param writtenIn the class of the lambda, which is named after the class that it is written in */
    LambdaDefinition(String id, Class<?> writtenIn) {
        String name = writtenIn.getName();
        int lambda = name.indexOf("$$Lambda");
        this.place = new Place((lambda < 0 ? name : name.substring(0, lambda)) + "#" + id, writtenIn);
    }

    Place place() {
        return place;
    }

    String order() {
        return order;
    }

    Attributes attributes() {
        return new Attributes(author, description, transactional, recovery, timeout, profiles, target);
    }

    List<Call> executions() {
        return executions;
    }

    List<Call> rollbacks() {
        return rollbacks;
    }

    /** What is said later would change a change that was checked already. */
    void close() {
        closed = true;
    }

    @Override
    public ChangeDefinition order(String value) {
        order = checked(value, "order");
        return this;
    }

    @Override
    public ChangeDefinition target(String name) {
        target = checked(name, "target");
        return this;
    }

    @Override
    public ChangeDefinition author(String value) {
        author = checked(value, "author");
        return this;
    }

    @Override
    public ChangeDefinition description(String value) {
        description = checked(value, "description");
        return this;
    }

    @Override
    public ChangeDefinition recovery(RecoveryStrategy strategy) {
        recovery = checked(strategy, "recovery");
        return this;
    }

    @Override
    public ChangeDefinition transactional(boolean value) {
        transactional = checked(value, "transactional");
        return this;
    }

    @Override
    public ChangeDefinition timeout(Duration value) {
        timeout = checked(value, "timeout");
        return this;
    }

    @Override
    public ChangeDefinition profiles(String... names) {
        profiles = List.of(checked(names, "profiles"));
        return this;
    }

    @Override
    public ChangeDefinition execute(ChangeDefinition.Body body) {
        return add(executions, "execute", ChangeDefinition.Body.class, body);
    }

    @Override
    public <A> ChangeDefinition execute(Class<A> a, Body1<? super A> body) {
        return add(executions, "execute", Body1.class, body, a);
    }

    @Override
    public <A, B> ChangeDefinition execute(Class<A> a, Class<B> b, Body2<? super A, ? super B> body) {
        return add(executions, "execute", Body2.class, body, a, b);
    }

    @Override
    public <A, B, C> ChangeDefinition execute(
            Class<A> a, Class<B> b, Class<C> c, Body3<? super A, ? super B, ? super C> body) {
        return add(executions, "execute", Body3.class, body, a, b, c);
    }

    @Override
    public ChangeDefinition rollback(ChangeDefinition.Body body) {
        return add(rollbacks, "rollback", ChangeDefinition.Body.class, body);
    }

    @Override
    public <A> ChangeDefinition rollback(Class<A> a, Body1<? super A> body) {
        return add(rollbacks, "rollback", Body1.class, body, a);
    }

    @Override
    public <A, B> ChangeDefinition rollback(Class<A> a, Class<B> b, Body2<? super A, ? super B> body) {
        return add(rollbacks, "rollback", Body2.class, body, a, b);
    }

    @Override
    public <A, B, C> ChangeDefinition rollback(
            Class<A> a, Class<B> b, Class<C> c, Body3<? super A, ? super B, ? super C> body) {
        return add(rollbacks, "rollback", Body3.class, body, a, b, c);
    }

    private ChangeDefinition add(List<Call> to, String name, Class<?> form, Object body, Class<?>... types) {
        checked(body, "body");
        checked(types, "types");
        List<Wanted> wanted = IntStream.range(0, types.length)
                .mapToObj(i -> new Wanted(i + 1, checked(types[i], "type"), null, false, false))
                .toList();
        MethodType run = MethodType.genericMethodType(types.length).changeReturnType(void.class);
        Invocation invocation =
                none -> MethodHandles.lookup().findVirtual(form, "run", run).bindTo(body);
        to.add(new Call(place.source(), name, wanted, invocation));
        return this;
    }

    private <T> T checked(T value, String what) {
        if (closed) {
            throw new IllegalStateException("the definition of " + place.source() + " is over: its call has returned");
        }
        return Objects.requireNonNull(value, () -> what + " is null");
    }
}
