package io.flamingock.internal.change;

import java.io.IOException;
import java.net.URL;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Checks that no two selected changes have the same id, or the same place in a stage. */
final class Uniqueness {

    private Uniqueness() {}

    static void check(List<Header> headers, Findings findings) {
        Set<String> folded = new HashSet<>();
        for (Header header : headers) {
            folded.add(folded(header.id()));
        }
        if (folded.size() < headers.size()) {
            ids(headers, findings);
        }
        Map<String, List<Header>> stages = new LinkedHashMap<>();
        for (Header header : headers) {
            if (!header.order().isEmpty()) {
                add(stages, header.stage(), header);
            }
        }
        for (List<Header> stage : stages.values()) {
            orders(stage, findings);
        }
        for (Header header : headers) {
            oneJar(header, findings);
        }
    }

    private static void ids(List<Header> headers, Findings findings) {
        Map<String, List<Header>> byId = new LinkedHashMap<>();
        Map<String, List<Header>> byFoldedId = new LinkedHashMap<>();
        for (Header header : headers) {
            add(byId, header.id(), header);
            add(byFoldedId, folded(header.id()), header);
        }
        for (List<Header> same : several(byId)) {
            sameId(same, findings);
        }
        for (List<Header> similar : several(byFoldedId)) {
            if (similar.stream().map(Header::id).distinct().count() > 1) {
                findings.error(
                        "D16",
                        similar.get(0).place().source(),
                        "these ids differ only in case or in the way they are encoded: " + places(similar, Header::id),
                        "give one of them another id; one that was applied somewhere must keep it");
            }
        }
    }

    private static void sameId(List<Header> same, Findings findings) {
        Header first = same.get(0);
        List<Class<?>> types = same.stream()
                .map(header -> header.place().type())
                .filter(Objects::nonNull)
                .<Class<?>>map(type -> type)
                .distinct()
                .toList();
        if (types.size() > 1 && types.stream().map(Class::getName).distinct().count() == 1) {
            findings.error(
                    "D1",
                    first.place().source(),
                    "the class of change '" + Texts.visible(first.id()) + "' was loaded by " + types.size()
                            + " class loaders: "
                            + types.stream()
                                    .map(type -> String.valueOf(type.getClassLoader()))
                                    .collect(Collectors.joining(", ")),
                    "give it as one class loader loads it; tools that reload classes, and containers, have several");
            return;
        }
        boolean oneClass = same.stream().map(h -> h.place().type()).distinct().count() == 1
                && same.stream().map(h -> h.place().source()).distinct().count() == 1;
        findings.error(
                "D1",
                first.place().source(),
                oneClass
                        ? "the same change with id '" + Texts.visible(first.id()) + "' was given " + same.size()
                                + " times, in " + stages(same)
                        : "the id '" + Texts.visible(first.id()) + "' is used " + same.size() + " times: "
                                + places(same, Header::id),
                oneClass
                        ? "name each change in one way only: by its package, its class or an instance"
                        : "give one of them another id; one that was applied somewhere must keep it");
    }

    /** The class of a change is in two jars: which of them runs is a matter of chance. */
    private static void oneJar(Header header, Findings findings) {
        Class<?> type = header.place().type();
        if (type == null || type.isHidden() || type.getClassLoader() == null) {
            return;
        }
        String file = type.getName().replace('.', '/') + ".class";
        try {
            List<String> found = Collections.list(type.getClassLoader().getResources(file)).stream()
                    .map(URL::toString)
                    .distinct()
                    .toList();
            if (found.size() > 1) {
                findings.error(
                        "D1",
                        header.place().source(),
                        "the same class is there " + found.size() + " times: " + String.join(", ", found),
                        "keep one of these jars or folders on the class path");
            }
        } catch (IOException e) {
            findings.warn(
                    "D1",
                    header.place().source(),
                    "cannot see whether the class is in two jars: "
                            + e.getClass().getName(),
                    "check the class path");
        }
    }

    private static void orders(List<Header> stage, Findings findings) {
        List<Header> sorted = new ArrayList<>(stage);
        sorted.sort(new InOrder(List.of())); // all are of one stage
        int start = 0;
        for (int i = 1; i <= sorted.size(); i++) {
            boolean same = i < sorted.size()
                    && NaturalOrder.INSTANCE.compare(
                                    sorted.get(start).order(), sorted.get(i).order())
                            == 0;
            if (!same) {
                List<Header> equal = sorted.subList(start, i);
                if (equal.size() > 1
                        && equal.stream().map(Header::id).distinct().count() > 1) {
                    findings.error(
                            "D2",
                            equal.get(0).place().source(),
                            "equal orders in stage '" + equal.get(0).stage() + "': " + places(equal, Header::order),
                            "the next free order is '"
                                    + NaturalOrder.after(
                                            sorted.get(sorted.size() - 1).order())
                                    + "'");
                }
                start = i;
            }
        }
    }

    private static String stages(List<Header> headers) {
        return headers.stream()
                .map(header -> "stage '" + header.stage() + "'")
                .distinct()
                .collect(Collectors.joining(" and "));
    }

    private static List<List<Header>> several(Map<String, List<Header>> groups) {
        List<List<Header>> several = new ArrayList<>();
        for (List<Header> group : groups.values()) {
            if (group.size() > 1) {
                several.add(group);
            }
        }
        return several;
    }

    private static void add(Map<String, List<Header>> groups, String key, Header header) {
        List<Header> group = groups.get(key);
        if (group == null) {
            group = new ArrayList<>(1);
            groups.put(key, group);
        }
        group.add(header);
    }

    private static String places(List<Header> headers, Function<Header, String> what) {
        return headers.stream()
                .map(header -> "'" + Texts.visible(what.apply(header)) + "' by "
                        + header.place().withLocation())
                .collect(Collectors.joining(" and "));
    }

    private static boolean isAscii(String id) {
        for (int i = 0; i < id.length(); i++) {
            if (id.charAt(i) >= 128) {
                return false;
            }
        }
        return true;
    }

    /** Upper case first: that folds what lower case alone does not, ß and ς for instance. */
    private static String folded(String id) {
        if (isAscii(id)) {
            return id.toLowerCase(Locale.ROOT);
        }
        String folded = Normalizer.normalize(id, Normalizer.Form.NFC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
        return Normalizer.normalize(folded, Normalizer.Form.NFC);
    }
}
