package io.flamingock.internal.change;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change as the compiler saw it: all that its place, its checksum and its mode depend on, without its class.
 *
 * @param className the binary name
 * @param construction what its constructor takes
 */
record IndexedChange(
        String className,
        String id,
        String order,
        Attributes attributes,
        Body construction,
        Body execution,
        @Nullable Body rollback) {

    /** A method or constructor. */
    record Body(String name, List<Parameter> parameters) {
        Body {
            parameters = List.copyOf(parameters);
        }

        /** As {@link Call#signature}. */
        String signature() {
            StringBuilder signature = new StringBuilder(64).append(name).append('(');
            for (int i = 0; i < parameters.size(); i++) {
                signature.append(i == 0 ? "" : ",").append(parameters.get(i).signature());
            }
            return signature.append(')').toString();
        }
    }

    /**
     * What a parameter asks for, see {@link Wanted}.
     *
     * @param declared the name of its type as it is declared, type arguments included
     * @param raw the name of the class that is asked for, taken out of its {@code Optional}
     * @param simple the same type for people
     * @param name the value of its {@code @Named}
     * @param plain whether nothing can be written through it
     */
    record Parameter(
            String declared,
            String raw,
            String simple,
            @Nullable String name,
            boolean mayBeMissing,
            boolean plain) {

        String signature() {
            return Wanted.signature(name, declared);
        }
    }

    /** As {@code class#method}, for people. */
    String source() {
        return className + "#" + execution.name();
    }
}
