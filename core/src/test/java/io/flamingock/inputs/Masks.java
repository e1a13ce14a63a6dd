package io.flamingock.inputs;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** What is different each time, and so is not compared: hidden in this one place. */
final class Masks {

    private static final Map<Pattern, String> MASKS = new LinkedHashMap<>();

    static {
        mask("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z", "<time>");
        mask("(jar:)?file:[^\\s,;)]+", "<place>");
        mask("(?<![\\w/.])(/[\\w.@+-]+){2,}/?", "<place>");
        mask("\\b[0-9a-f]{64}\\b", "<checksum>");
        mask("\\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\b", "<uuid>");
        mask("\\b[0-9a-f]{32}\\b", "<key>");
        mask("[\\w.-]+ pid \\d+", "<host> pid <pid>");
        mask("@[0-9a-f]{5,8}\\b", "@<hash>");
        mask("\\$\\$Lambda[^\\s,;:)]*", "<lambda>");
        mask("\\d+ ms", "<n> ms");
        mask("Java \\d+", "Java <n>");
        mask("class file version \\d+\\.\\d+", "class file version <n>");
    }

    private Masks() {}

    private static void mask(String regex, String by) {
        MASKS.put(Pattern.compile(regex), by);
    }

    static String hide(String text) {
        String hidden = text;
        for (var mask : MASKS.entrySet()) {
            hidden = mask.getKey().matcher(hidden).replaceAll(mask.getValue());
        }
        return hidden;
    }
}
