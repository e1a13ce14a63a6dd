package io.flamingock.internal.change;

import java.util.Collection;
import java.util.StringJoiner;

/** What a native image must keep of changes, in the format of its {@code reachability-metadata.json}. */
final class NativeImage {

    static final String PATH = "META-INF/native-image/io.flamingock/changes/reachability-metadata.json";

    private NativeImage() {}

    /** Whether this is one: there a class path cannot be looked at, and what is in the index was built in. */
    static boolean isOne() {
        return "runtime".equals(System.getProperty("org.graalvm.nativeimage.imagecode"));
    }

    static String metadata(Collection<IndexedChange> changes) {
        StringJoiner types = new StringJoiner(",\n", "", "\n");
        for (IndexedChange change : changes) {
            types.add(
                    "    {\"type\": " + quoted(change.className())
                            + ", \"allDeclaredConstructors\": true, \"allDeclaredMethods\": true, \"allDeclaredFields\": true}");
        }
        return "{\n  \"reflection\": [\n" + types + "  ],\n  \"resources\": [\n    {\"glob\": "
                + quoted(IndexFormat.PATH) + "}\n  ]\n}\n";
    }

    private static String quoted(String name) {
        return '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
