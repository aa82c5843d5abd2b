package io.github.modelkeel.formats.operation;

import static io.github.modelkeel.formats.operation.FormField.bool;
import static io.github.modelkeel.formats.operation.FormField.constant;
import static io.github.modelkeel.formats.operation.FormField.indices;
import static io.github.modelkeel.formats.operation.FormField.integer;
import static io.github.modelkeel.formats.operation.FormField.matrix;
import static io.github.modelkeel.formats.operation.FormField.number;
import static io.github.modelkeel.formats.operation.FormField.numberLists;
import static io.github.modelkeel.formats.operation.FormField.numbers;
import static io.github.modelkeel.formats.operation.FormField.texts;

import io.github.modelkeel.model.operation.Binarize;
import io.github.modelkeel.model.operation.Bucketize;
import io.github.modelkeel.model.operation.Calculate;
import io.github.modelkeel.model.operation.CategoryIndex;
import io.github.modelkeel.model.operation.Clip;
import io.github.modelkeel.model.operation.Fill;
import io.github.modelkeel.model.operation.FillFrom;
import io.github.modelkeel.model.operation.FillTexts;
import io.github.modelkeel.model.operation.Flag;
import io.github.modelkeel.model.operation.Interpolate;
import io.github.modelkeel.model.operation.InversePower;
import io.github.modelkeel.model.operation.LookupNumbers;
import io.github.modelkeel.model.operation.LookupTexts;
import io.github.modelkeel.model.operation.MissingNumber;
import io.github.modelkeel.model.operation.NearestFill;
import io.github.modelkeel.model.operation.NormalQuantiles;
import io.github.modelkeel.model.operation.Normalize;
import io.github.modelkeel.model.operation.NumberFlags;
import io.github.modelkeel.model.operation.NumberTable;
import io.github.modelkeel.model.operation.Operation;
import io.github.modelkeel.model.operation.Power;
import io.github.modelkeel.model.operation.Products;
import io.github.modelkeel.model.operation.Quantiles;
import io.github.modelkeel.model.operation.RequireFinite;
import io.github.modelkeel.model.operation.Round;
import io.github.modelkeel.model.operation.ScaleShift;
import io.github.modelkeel.model.operation.Spline;
import io.github.modelkeel.model.operation.Standardize;
import io.github.modelkeel.model.operation.TextTable;
import org.jspecify.annotations.Nullable;

/** The forms of the operations that prepare columns: they fill, scale, cut and look up. See {@link OperationTypes}. */
final class PreparationForms {
    private PreparationForms() {}

    static @Nullable Form<? extends Operation> find(String name) {
        return switch (name) {
            case "bucketize" -> Form.of(Bucketize.class, numberLists("edges", Bucketize::edges), Bucketize::new);
            case "calculate" ->
                Form.of(
                        Calculate.class,
                        constant("function", Calculate.Function.values(), OperationNames::of, Calculate::function),
                        integer("inputs", Calculate::inputs),
                        Calculate::new);
            case "category_index" ->
                Form.of(
                        CategoryIndex.class,
                        numbers("categories", CategoryIndex::categories),
                        bool("truncated", CategoryIndex::truncated),
                        CategoryIndex::new);
            case "clip" ->
                Form.of(
                        Clip.class,
                        number("low", Clip::low),
                        number("high", Clip::high),
                        integer("inputs", Clip::inputs),
                        Clip::new);
            case "exceeds" ->
                Form.of(
                        Binarize.class,
                        number("threshold", Binarize::threshold),
                        integer("inputs", Binarize::inputs),
                        Binarize::new);
            case "fill" ->
                Form.of(Fill.class, number("marker", Fill::marker), numbers("values", Fill::values), Fill::new);
            case "fill_from" ->
                Form.of(
                        FillFrom.class,
                        number("lowest", FillFrom::lowest),
                        number("highest", FillFrom::highest),
                        FillFrom::new);
            case "fill_texts" ->
                Form.of(
                        FillTexts.class,
                        texts("markers", FillTexts::markers),
                        texts("values", FillTexts::values),
                        FillTexts::new);
            case "flag" ->
                Form.of(Flag.class, number("marker", Flag::marker), integer("inputs", Flag::inputs), Flag::new);
            case "interpolate" ->
                Form.of(
                        Interpolate.class,
                        numbers("x", Interpolate::x),
                        numbers("y", Interpolate::y),
                        bool("clipped", Interpolate::clipped),
                        Interpolate::new);
            case "inverse_power" ->
                Form.of(
                        InversePower.class,
                        bool("box_cox", InversePower::boxCox),
                        numbers("lambdas", InversePower::lambdas),
                        InversePower::new);
            case "lookup_numbers" ->
                Form.of(
                        LookupNumbers.class,
                        numbers("keys", LookupNumbers::keys),
                        matrix("values", LookupNumbers::values),
                        numbers("otherwise", LookupNumbers::otherwise),
                        LookupNumbers::new);
            case "lookup_texts" ->
                Form.of(
                        LookupTexts.class,
                        texts("keys", LookupTexts::keys),
                        matrix("values", LookupTexts::values),
                        numbers("missing", LookupTexts::missing),
                        numbers("otherwise", LookupTexts::otherwise),
                        LookupTexts::new);
            case "missing_number" ->
                Form.of(
                        MissingNumber.class,
                        integer("size", MissingNumber::size),
                        number("missing", MissingNumber::missing),
                        bool("as_float", MissingNumber::asFloat),
                        MissingNumber::new);
            case "nearest_fill" ->
                Form.of(
                        NearestFill.class,
                        matrix("rows", NearestFill::rows),
                        integer("neighbors", NearestFill::neighbors),
                        NearestFill::new);
            case "normal_quantiles" ->
                Form.of(
                        NormalQuantiles.class,
                        numberLists("quantiles", NormalQuantiles::quantiles),
                        numbers("references", NormalQuantiles::references),
                        NormalQuantiles::new);
            case "normalize" ->
                Form.of(
                        Normalize.class,
                        constant("norm", Normalize.Norm.values(), OperationNames::of, Normalize::norm),
                        number("smallest", Normalize::smallest),
                        integer("inputs", Normalize::inputs),
                        Normalize::new);
            case "number_flags" ->
                Form.of(
                        NumberFlags.class,
                        numbers("numbers", NumberFlags::numbers),
                        bool("strict", NumberFlags::strict),
                        NumberFlags::new);
            case "number_table" ->
                Form.of(
                        NumberTable.class,
                        numbers("keys", NumberTable::keys),
                        numbers("values", NumberTable::values),
                        number("otherwise", NumberTable::otherwise),
                        NumberTable::new);
            case "power" ->
                Form.of(
                        Power.class,
                        constant("form", Power.Form.values(), OperationNames::of, Power::form),
                        numbers("lambdas", Power::lambdas),
                        Power::new);
            case "products" ->
                Form.of(
                        Products.class,
                        integer("inputs", Products::inputs),
                        indices("left", Products::left),
                        indices("right", Products::right),
                        Products::new);
            case "quantiles" ->
                Form.of(
                        Quantiles.class,
                        numberLists("quantiles", Quantiles::quantiles),
                        numbers("references", Quantiles::references),
                        Quantiles::new);
            case "require_finite" ->
                Form.of(
                        RequireFinite.class,
                        bool("accepts_missing", RequireFinite::acceptsMissing),
                        integer("inputs", RequireFinite::inputs),
                        RequireFinite::new);
            case "round" -> Form.of(Round.class, integer("inputs", Round::inputs), Round::new);
            case "spline" ->
                Form.of(
                        Spline.class,
                        numbers("knots", Spline::knots),
                        integer("degree", Spline::degree),
                        constant("beyond", Spline.Beyond.values(), OperationNames::of, Spline::beyond),
                        bool("missing_as_zeros", Spline::missingAsZeros),
                        Spline::new);
            case "standardize" ->
                Form.of(
                        Standardize.class,
                        numbers("centers", Standardize::centers),
                        numbers("scales", Standardize::scales),
                        Standardize::new);
            case "stretch" ->
                Form.of(
                        ScaleShift.class,
                        numbers("factors", ScaleShift::factors),
                        numbers("offsets", ScaleShift::offsets),
                        ScaleShift::new);
            case "text_table" ->
                Form.of(
                        TextTable.class,
                        texts("keys", TextTable::keys),
                        numbers("values", TextTable::values),
                        number("otherwise", TextTable::otherwise),
                        bool("strict", TextTable::strict),
                        TextTable::new);
            default -> null;
        };
    }
}
