package io.flamingock.internal.change;

import java.util.List;

/**
 * What the builder was given for one stage.
 *
 * @param packages searched with their sub-packages for classes with {@code @ChangeUnit}
 * @param classes changes named one by one
 * @param instances changes that the user has constructed
 * @param lambdas changes without a class
 */
public record StageSource(
        String name,
        List<String> packages,
        List<Class<?>> classes,
        List<Object> instances,
        List<LambdaChange> lambdas) {

    public StageSource {
        packages = List.copyOf(packages);
        classes = List.copyOf(classes);
        instances = List.copyOf(instances);
        lambdas = List.copyOf(lambdas);
    }

    /** Whether nothing was given from which a change could come. */
    public boolean isEmpty() {
        return packages.isEmpty() && classes.isEmpty() && instances.isEmpty() && lambdas.isEmpty();
    }
}
