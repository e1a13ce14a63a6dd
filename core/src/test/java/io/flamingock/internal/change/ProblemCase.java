package io.flamingock.internal.change;

import static io.flamingock.api.Problem.Severity.ERROR;
import static org.assertj.core.api.Assertions.assertThat;

import io.flamingock.api.Problem;
import io.flamingock.internal.change.Fixtures.Stage;
import io.flamingock.memory.InMemoryTargetSystem;
import java.util.List;

/** What is given, and what of the only problem that is found must be said. */
record ProblemCase(
        String code,
        Problem.Severity severity,
        StageSource stage,
        Wiring wiring,
        String place,
        List<String> found,
        String remedy) {

    static final InMemoryTargetSystem DB = InMemoryTargetSystem.of("db");
    static final Wiring WIRING = Fixtures.wiring(DB);

    void check() {
        assertThat(problems()).hasSize(1);
        Problem problem = problems().get(0);
        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem.severity()).isEqualTo(severity);
        assertThat(problem.place()).contains(place);
        assertThat(problem.found()).contains(found);
        assertThat(problem.remedy()).contains(remedy);
    }

    List<Problem> problems() {
        return Changes.find(List.of(stage), wiring).problems();
    }

    @Override
    public String toString() {
        return code + " " + place + " " + found;
    }

    static Draft error(String code, String place, String remedy, Class<?>... types) {
        return error(code, place, remedy, Fixtures.stage("main").classes(types));
    }

    static Draft error(String code, String place, String remedy, Stage stage) {
        return new Draft(code, ERROR, place, remedy, stage);
    }

    record Draft(String code, Problem.Severity severity, String place, String remedy, Stage stage, Wiring wiring) {
        Draft(String code, Problem.Severity severity, String place, String remedy, Stage stage) {
            this(code, severity, place, remedy, stage, WIRING);
        }

        Draft in(Wiring other) {
            return new Draft(code, severity, place, remedy, stage, other);
        }

        ProblemCase saying(String... found) {
            return new ProblemCase(code, severity, stage.source(), wiring, place, List.of(found), remedy);
        }
    }
}
