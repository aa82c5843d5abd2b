package io.github.modelkeel.formats.operation;

import static io.github.modelkeel.formats.operation.FormField.bool;
import static io.github.modelkeel.formats.operation.FormField.constant;
import static io.github.modelkeel.formats.operation.FormField.integer;
import static io.github.modelkeel.formats.operation.FormField.number;
import static io.github.modelkeel.formats.operation.FormField.numbers;

import io.github.modelkeel.model.operation.Operation;
import io.github.modelkeel.model.operation.TensorChoice;
import io.github.modelkeel.model.operation.TensorConstant;
import io.github.modelkeel.model.operation.TensorConstants;
import io.github.modelkeel.model.operation.TensorFill;
import io.github.modelkeel.model.operation.TensorMap;
import io.github.modelkeel.model.operation.TensorNormalize;
import io.github.modelkeel.model.operation.TensorOperator;
import io.github.modelkeel.model.operation.TensorPair;
import io.github.modelkeel.model.operation.TensorPrecision;
import io.github.modelkeel.model.operation.TensorReduce;
import org.jspecify.annotations.Nullable;

/** The forms of the operations on tensors, which come from ONNX graphs. See {@link OperationTypes}. */
final class TensorForms {
    private TensorForms() {}

    static @Nullable Form<? extends Operation> find(String name) {
        return switch (name) {
            case "tensor_choice" ->
                Form.of(TensorChoice.class, integer("outputs", TensorChoice::outputs), TensorChoice::new);
            case "tensor_constant" ->
                Form.of(
                        TensorConstant.class,
                        constant("operator", TensorOperator.values(), OperationNames::of, TensorConstant::operator),
                        constant("precision", TensorPrecision.values(), OperationNames::of, TensorConstant::precision),
                        numbers("constants", TensorConstant::constants),
                        bool("constant_first", TensorConstant::constantFirst),
                        TensorConstant::new);
            case "tensor_constants" ->
                Form.of(TensorConstants.class, numbers("numbers", TensorConstants::numbers), TensorConstants::new);
            case "tensor_fill" ->
                Form.of(
                        TensorFill.class,
                        numbers("replacements", TensorFill::replacements),
                        number("replaced", TensorFill::replaced),
                        TensorFill::new);
            case "tensor_map" ->
                Form.of(
                        TensorMap.class,
                        constant("function", TensorMap.Function.values(), OperationNames::of, TensorMap::function),
                        constant("precision", TensorPrecision.values(), OperationNames::of, TensorMap::precision),
                        integer("inputs", TensorMap::inputs),
                        TensorMap::new);
            case "tensor_normalize" ->
                Form.of(
                        TensorNormalize.class,
                        constant("kind", TensorNormalize.Kind.values(), OperationNames::of, TensorNormalize::kind),
                        constant("precision", TensorPrecision.values(), OperationNames::of, TensorNormalize::precision),
                        integer("inputs", TensorNormalize::inputs),
                        TensorNormalize::new);
            case "tensor_pair" ->
                Form.of(
                        TensorPair.class,
                        constant("operator", TensorOperator.values(), OperationNames::of, TensorPair::operator),
                        constant("precision", TensorPrecision.values(), OperationNames::of, TensorPair::precision),
                        integer("outputs", TensorPair::outputs),
                        TensorPair::new);
            case "tensor_reduce" ->
                Form.of(
                        TensorReduce.class,
                        constant("kind", TensorReduce.Kind.values(), OperationNames::of, TensorReduce::kind),
                        constant("precision", TensorPrecision.values(), OperationNames::of, TensorReduce::precision),
                        integer("inputs", TensorReduce::inputs),
                        TensorReduce::new);
            default -> null;
        };
    }
}
