package io.github.modelkeel.sklearn.transformer;

import io.github.modelkeel.model.operation.Binarize;
import io.github.modelkeel.model.operation.Calculate;
import io.github.modelkeel.model.operation.Calculate.Function;
import io.github.modelkeel.sklearn.program.ColumnBlock;
import io.github.modelkeel.sklearn.program.InputColumn;
import io.github.modelkeel.sklearn.program.ProgramBuilder;
import io.github.modelkeel.sklearn.python.node.DictNode;
import io.github.modelkeel.sklearn.python.node.Located;
import io.github.modelkeel.sklearn.python.node.Node;
import io.github.modelkeel.sklearn.reader.Values;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Reads {@code FunctionTransformer} with a function of numpy, known by name alone. */
public final class Functions {
    private static final Set<String> MODULES = Set.of(
            "numpy",
            "numpy.core._multiarray_umath",
            "numpy._core._multiarray_umath",
            "numpy.core.umath",
            "numpy._core.umath");

    /** Numpy's names. */
    private static final Map<String, Function> FUNCTIONS = new HashMap<>();

    static {
        FUNCTIONS.put("log", Function.LOG);
        FUNCTIONS.put("log1p", Function.LOG1P);
        FUNCTIONS.put("log2", Function.LOG2);
        FUNCTIONS.put("log10", Function.LOG10);
        FUNCTIONS.put("exp", Function.EXP);
        FUNCTIONS.put("expm1", Function.EXPM1);
        FUNCTIONS.put("exp2", Function.EXP2);
        FUNCTIONS.put("sqrt", Function.SQRT);
        FUNCTIONS.put("cbrt", Function.CBRT);
        FUNCTIONS.put("square", Function.SQUARE);
        FUNCTIONS.put("absolute", Function.ABSOLUTE);
        FUNCTIONS.put("reciprocal", Function.RECIPROCAL);
        FUNCTIONS.put("sign", Function.SIGN);
        FUNCTIONS.put("negative", Function.NEGATIVE);
        FUNCTIONS.put("floor", Function.FLOOR);
        FUNCTIONS.put("ceil", Function.CEIL);
        FUNCTIONS.put("rint", Function.RINT);
        FUNCTIONS.put("sin", Function.SIN);
        FUNCTIONS.put("cos", Function.COS);
        FUNCTIONS.put("tan", Function.TAN);
        FUNCTIONS.put("tanh", Function.TANH);
        FUNCTIONS.put("arctan", Function.ARCTAN);
        FUNCTIONS.put("arcsin", Function.ARCSIN);
        FUNCTIONS.put("arccos", Function.ARCCOS);
        FUNCTIONS.put("sinh", Function.SINH);
        FUNCTIONS.put("cosh", Function.COSH);
        FUNCTIONS.put("arcsinh", Function.ARCSINH);
        FUNCTIONS.put("trunc", Function.TRUNC);
        FUNCTIONS.put("radians", Function.RADIANS);
        FUNCTIONS.put("degrees", Function.DEGREES);
        FUNCTIONS.put("abs", Function.ABSOLUTE);
        FUNCTIONS.put("fabs", Function.ABSOLUTE);
        FUNCTIONS.put("deg2rad", Function.RADIANS);
        FUNCTIONS.put("rad2deg", Function.DEGREES);
    }

    /** These keep a whole number's type, and then divide or overflow as whole numbers do. */
    private static final Set<Function> TYPED = Set.of(Function.RECIPROCAL);

    private Functions() {}

    /** Reads {@code FunctionTransformer}. */
    public static ColumnBlock read(Located transformer, ColumnBlock in, ProgramBuilder program) {
        Located callee = transformer.attribute("func");
        boolean validate = Values.flag(transformer, "validate", false);
        if (callee.isNone()) {
            return validate ? program.complete(in, transformer) : in;
        }
        Function function = function(callee);
        requireNoArguments(transformer);
        if (in.sparse()) {
            throw callee.refusal(
                    "a function of a sparse matrix is not supported; set sparse_output=False where it is made");
        }
        for (int slot : in.slots()) {
            program.settle(slot, InputColumn.Kind.NUMBER);
            InputColumn.Kind kind = program.kind(slot);
            if (kind == InputColumn.Kind.BOOLEAN || (kind == InputColumn.Kind.WHOLE && TYPED.contains(function))) {
                throw callee.refusal(
                        "numpy computes it otherwise for columns of whole numbers or booleans; train with" + " floats");
            }
        }
        ColumnBlock numbers = validate ? program.completeDoubles(in, transformer) : program.doubles(in, transformer);
        if (numbers.size() == 0) {
            return numbers;
        }
        ColumnBlock result = program.add(new Calculate(function, numbers.size()), numbers, in.names());
        return program.uncertain(result);
    }

    /** The function of a name. */
    public static Function function(Located callee) {
        if (callee.node() instanceof Node.Name name && MODULES.contains(name.module())) {
            Function function = FUNCTIONS.get(name.name());
            if (function != null) {
                return function;
            }
        }
        throw callee.refusal(callee.node().kind() + " is not a function that can be served; known are numpy's "
                + String.join(", ", FUNCTIONS.keySet().stream().sorted().toList())
                + "; with another one, transform the rows before the call and log the rest of the pipeline");
    }

    private static void requireNoArguments(Located transformer) {
        Values.present(transformer, "kw_args").ifPresent(arguments -> {
            if (!(arguments.node() instanceof DictNode dict) || dict.size() > 0) {
                throw arguments.refusal("arguments of the function are not supported");
            }
        });
    }

    /** Reads {@code Binarizer}. */
    public static ColumnBlock binarizer(Located binarizer, ColumnBlock in, ProgramBuilder program) {
        ColumnBlock numbers = program.completeDoubles(in, binarizer);
        double threshold = binarizer.attribute("threshold").number();
        return numbers.size() == 0 ? numbers : program.add(new Binarize(threshold, in.size()), numbers, in.names());
    }
}
