package io.flamingock.internal.change;

import io.flamingock.api.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects problems, so that all of them are reported together. */
final class Findings {

    private final List<Problem> problems = new ArrayList<>();

    void error(String code, String place, String found, String remedy) {
        problems.add(Problem.error(code, place, found, remedy));
    }

    void warn(String code, String place, String found, String remedy) {
        problems.add(Problem.warn(code, place, found, remedy));
    }

    void info(String code, String place, String found, String remedy) {
        problems.add(Problem.info(code, place, found, remedy));
    }

    boolean hasErrors() {
        for (Problem problem : problems) {
            if (problem.severity() == Problem.Severity.ERROR) {
                return true;
            }
        }
        return false;
    }

    /** All of them, errors first, otherwise as they were found. */
    List<Problem> sorted() {
        return problems.isEmpty()
                ? List.of()
                : problems.stream()
                        .sorted(Comparator.comparing(Problem::severity))
                        .toList();
    }
}
