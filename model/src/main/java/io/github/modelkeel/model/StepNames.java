package io.github.modelkeel.model;

import io.github.modelkeel.model.operation.Program;
import io.github.modelkeel.model.operation.ProgramScorer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The way from a row to the scores in words, one line a step. */
final class StepNames {
    private static final int INPUTS_SHOWN = 6;

    private StepNames() {}

    static List<String> of(ScoringModel model) {
        List<String> lines = new ArrayList<>();
        FittedPreprocessing preprocessing = model.preprocessing();
        Optional<Program> program = preprocessing.program();
        if (program.isPresent()) {
            lines.addAll(of(
                    program.get(),
                    preprocessing.columns().stream().map(Column::name).toList()));
        } else {
            preprocessing.chains().stream()
                    .filter(chain -> !chain.steps().isEmpty())
                    .map(StepNames::line)
                    .forEach(lines::add);
        }
        if (model.scorer() instanceof ProgramScorer scorer) {
            lines.addAll(of(scorer.program(), preprocessing.featureNames()));
        }
        return lines;
    }

    private static String line(FittedPreprocessing.Chain chain) {
        return chain.name() + ": "
                + chain.steps().stream()
                        .map(step -> step.getClass().getSimpleName())
                        .collect(Collectors.joining(", "));
    }

    private static List<String> of(Program program, List<String> inputs) {
        List<String> names = new ArrayList<>(inputs);
        List<String> lines = new ArrayList<>();
        for (Program.Call call : program.calls()) {
            String operation = call.operation().getClass().getSimpleName();
            List<String> read = new ArrayList<>();
            for (int i = 0; i < call.from().size(); i++) {
                read.add(names.get(call.from().get(i)));
            }
            int outputs = call.operation().outputs();
            lines.add(operation + "(" + shown(read) + ")" + (outputs == 1 ? "" : " -> " + outputs));
            for (int i = 0; i < outputs; i++) {
                names.add(read.size() == 1 || read.size() == outputs ? read.get(read.size() == 1 ? 0 : i) : operation);
            }
        }
        return lines;
    }

    private static String shown(List<String> names) {
        String some = names.stream().distinct().limit(INPUTS_SHOWN).collect(Collectors.joining(", "));
        long more = names.stream().distinct().count() - INPUTS_SHOWN;
        return more > 0 ? some + " and " + more + " more" : some;
    }
}
