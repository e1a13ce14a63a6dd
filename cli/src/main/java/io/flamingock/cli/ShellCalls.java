package io.flamingock.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The library prints calls of Java; who sits at a shell needs the commands that do the same. */
final class ShellCalls {

    private static final Pattern CALL = Pattern.compile(
            "flamingock\\.(resolve|accept|undoneByHand)\\(\"((?:[^\"\\\\]|\\\\.)*)\", (\\d+),(?: Resolution\\.(\\w+),)?"
                    + " \"<your name>\", \"<reason>\"\\);");

    private static final Map<String, List<String>> COMMANDS = Map.of(
            "resolve", List.of("issue", "resolve"),
            "accept", List.of("accept"),
            "undoneByHand", List.of("undo", "--by-hand"));

    private final Session session;
    private final ApplicationOptions application;

    ShellCalls(Session session, ApplicationOptions application) {
        this.session = session;
        this.application = application;
    }

    /** The text without secrets; the commands are whole in any case. */
    String in(String text) {
        StringBuilder said = new StringBuilder();
        int end = 0;
        for (Matcher call = CALL.matcher(text); call.find(); end = call.end()) {
            said.append(session.withoutSecrets(text.substring(end, call.start())))
                    .append(command(call));
        }
        return said.append(session.withoutSecrets(text.substring(end))).toString();
    }

    private String command(java.util.regex.MatchResult call) {
        List<String> words = new ArrayList<>(COMMANDS.getOrDefault(call.group(1), List.of()));
        String id = call.group(2).replaceAll("\\\\(.)", "$1");
        boolean looksLikeAnOption = id.startsWith("-");
        if (!looksLikeAnOption) {
            words.add(id);
        }
        words.addAll(List.of("--seq", call.group(3)));
        if (call.group(4) != null) {
            words.addAll(List.of("--as", call.group(4).toLowerCase(Locale.ROOT).replace('_', '-')));
        }
        words.addAll(List.of("--reason", IssueText.REASON));
        words.addAll(application.repeated());
        if (looksLikeAnOption) {
            words.addAll(List.of("--", id));
        }
        return session.commandLine(words.toArray(String[]::new));
    }
}
