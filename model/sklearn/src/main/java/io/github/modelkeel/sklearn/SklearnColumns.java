package io.github.modelkeel.sklearn;

import io.github.modelkeel.formats.ModelFlavor;
import io.github.modelkeel.formats.ModelRefusedException;
import io.github.modelkeel.sklearn.estimator.tree.BoosterWrappers;
import io.github.modelkeel.sklearn.program.InputColumn;
import io.github.modelkeel.sklearn.program.Names;
import io.github.modelkeel.sklearn.python.node.Located;
import io.github.modelkeel.sklearn.reader.Values;
import io.github.modelkeel.sklearn.transformer.Pipelines;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The input columns of a model of scikit-learn. With a signature they are its columns, of its types; without one, or with one of
 * tensors, those that the model was fitted with ({@code feature_names_in_}, or the booster's own), or else {@code f0}, {@code f1} and so
 * on, and what the steps do with a column says whether it is text. A model that was fitted with names takes its columns by name, any
 * other by place.
 */
final class SklearnColumns {
    private static final int MAX_COLUMNS = 10_000;

    private SklearnColumns() {}

    /** The columns in the order of the model's own. */
    static List<InputColumn> of(ModelFlavor flavor, Located root) {
        Located first = first(root);
        Optional<List<String>> names = Values.present(first, "feature_names_in_")
                .map(Values::elements)
                .map(elements -> elements.stream().map(Located::text).toList())
                .or(() -> flavor.inputs().isEmpty() ? BoosterWrappers.findNames(first) : Optional.empty());
        long count = names.isPresent()
                ? names.get().size()
                : Values.present(first, "n_features_in_")
                        .map(Located::integer)
                        .or(() -> BoosterWrappers.findFeatureCount(first))
                        .orElse((long) flavor.inputs().size());
        if (count == 0) {
            throw first.refusal(
                    "the number of its columns is neither in the model nor in a signature of columns; log it"
                            + " with such a signature, or train it on a DataFrame");
        }
        if (count < 1 || count > MAX_COLUMNS) {
            throw first.refusal("it reads " + count + " columns; 1 to " + MAX_COLUMNS + " can be served");
        }
        names.ifPresent(all -> requireDistinct(all, first));
        if (flavor.inputs().isEmpty()) {
            return names.orElseGet(() -> Names.numbered("f", (int) count)).stream()
                    .map(name -> unsigned(flavor, name))
                    .toList();
        }
        return names.isPresent() ? byName(flavor, names.get(), first) : byPlace(flavor, count);
    }

    private static void requireDistinct(List<String> names, Located first) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (name.isEmpty() || !seen.add(name)) {
                throw first.refusal("it was fitted with " + (name.isEmpty() ? "a column" : "two columns") + " named '"
                        + name + "'");
            }
        }
    }

    /** The first step that reads the columns themselves. */
    private static Located first(Located root) {
        Located at = root;
        while (true) {
            Optional<Located> next = Optional.empty();
            if (Pipelines.isPipeline(at)) {
                next = Pipelines.steps(at).stream().findFirst();
            } else if (at.className().equals("sklearn.pipeline.FeatureUnion")) {
                next = at.attribute("transformer_list").elements().stream()
                        .map(entry -> entry.element(1))
                        .filter(step -> !Pipelines.isPassThrough(step) && !Values.isText(step, "drop"))
                        .findFirst();
            }
            if (next.isEmpty()) {
                return at;
            }
            at = next.get();
        }
    }

    private static List<InputColumn> byPlace(ModelFlavor flavor, long count) {
        if (flavor.inputs().size() != count) {
            throw refused(
                    "the signature has " + flavor.inputs().size() + " columns, " + flavor.file() + " reads " + count);
        }
        return flavor.inputs().stream().map(SklearnColumns::column).toList();
    }

    private static List<InputColumn> byName(ModelFlavor flavor, List<String> names, Located first) {
        Map<String, ModelFlavor.Input> inputs = new LinkedHashMap<>();
        flavor.inputs().forEach(input -> inputs.put(input.name(), input));
        List<InputColumn> columns = new ArrayList<>();
        for (String name : names) {
            ModelFlavor.Input input = inputs.remove(name);
            if (input == null) {
                throw refused("the signature lacks the column '" + name + "' of " + flavor.file());
            }
            columns.add(column(input));
        }
        boolean takesMore = first.className().equals("sklearn.compose._column_transformer.ColumnTransformer");
        if (!inputs.isEmpty() && !takesMore) {
            throw refused("the signature has the column '"
                    + inputs.keySet().iterator().next() + "', which " + flavor.file() + " was not fitted with");
        }
        return columns;
    }

    /** A column of no signature, or of a tensor's, of which only the type of numbers is known. */
    private static InputColumn unsigned(ModelFlavor flavor, String name) {
        String type = flavor.tensors().stream()
                .filter(tensor -> tensor.name().isEmpty() || tensor.name().equals(name))
                .map(ModelFlavor.Input::type)
                .findFirst()
                .orElse("");
        return switch (type) {
            case "float16" ->
                throw refused("the signature's tensor is of 16-bit floats, which cannot be served; train and"
                        + " log the model with 64-bit floats");
            case "float32" -> new InputColumn(name, InputColumn.Kind.NUMBER, true, true);
            case "int64" -> new InputColumn(name, InputColumn.Kind.WHOLE, false, false, true);
            default -> InputColumn.unknown(name);
        };
    }

    private static InputColumn column(ModelFlavor.Input input) {
        boolean whole = Arrays.asList("long", "integer", "boolean").contains(input.type());
        boolean mayMiss = !whole || !input.required();
        InputColumn.Kind kind = switch (input.type()) {
            case "double", "float" -> InputColumn.Kind.NUMBER;
            case "long", "integer" -> InputColumn.Kind.WHOLE;
            case "boolean" -> InputColumn.Kind.BOOLEAN;
            case "string" -> InputColumn.Kind.TEXT;
            default ->
                throw refused("the column '" + input.name() + "' is of the type " + input.type()
                        + ", which cannot be served; turn it into numbers or texts before the model");
        };
        return new InputColumn(
                input.name(),
                kind,
                mayMiss,
                input.type().equals("float"),
                input.type().equals("long"));
    }

    private static ModelRefusedException refused(String what) {
        return new ModelRefusedException("MLmodel: " + what);
    }
}
