package io.github.modelkeel.autolog;

import io.github.modelkeel.tracking.MetricPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Output;
import org.tribuo.evaluation.Evaluation;
import org.tribuo.evaluation.metrics.EvaluationMetric.Average;
import org.tribuo.evaluation.metrics.MetricID;

/**
 * Tribuo's evaluations as metrics. The name everybody looks for is that of the average that is meant by it: over all examples (micro)
 * for accuracy, over all labels or dimensions (macro) for the rest. The other average and the single labels say what they are.
 */
final class Evaluations {
    private static final Map<String, String> NAMES = Map.of("ev", "explained_variance");
    private static final Set<String> MICRO = Set.of("accuracy");

    private Evaluations() {}

    static <T extends Output<T>> List<MetricPoint> metrics(String dataName, Model<T> model, Dataset<T> data) {
        Evaluation<T> evaluation = data.getOutputFactory().getEvaluator().evaluate(model, data);
        long now = System.currentTimeMillis();
        boolean single = evaluation.asMap().keySet().stream()
                        .map(id -> id.getA().getOutputTarget())
                        .flatMap(Optional::stream)
                        .distinct()
                        .count()
                <= 1;
        List<MetricPoint> points = new ArrayList<>();
        evaluation.asMap().forEach((id, value) -> {
            if (!single || id.getA().getOutputTarget().isEmpty()) {
                points.add(new MetricPoint(clean(dataName + "_" + name(id)), value, now, 0));
            }
        });
        return points;
    }

    static <T extends Output<T>> String name(MetricID<T> id) {
        String metric = id.getB().toLowerCase(Locale.ROOT);
        String shown = NAMES.getOrDefault(metric, metric);
        Optional<Average> average = id.getA().getAverageTarget();
        if (average.isEmpty()) {
            return shown + "_"
                    + id.getA().getOutputTarget().map(Evaluations::label).orElse("");
        }
        Average usual = MICRO.contains(metric) ? Average.MICRO : Average.MACRO;
        return average.get() == usual ? shown : average.get().name().toLowerCase(Locale.ROOT) + "_" + shown;
    }

    private static String label(Output<?> output) {
        return output.getSerializableForm(false);
    }

    private static String clean(String name) {
        return name.replaceAll("[^\\w.\\- ]", "_");
    }
}
