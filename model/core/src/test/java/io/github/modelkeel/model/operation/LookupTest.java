package io.github.modelkeel.model.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.model.InvalidInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Encoders of categories: what each gives for its keys, for a key that training never saw, and for a missing one. */
class LookupTest {
    private static final double NAN = Double.NaN;
    private static final Numbers NONE = Numbers.of();
    private static final boolean[] MAYBE = {true};

    @Test
    void aNumberHasTheRowOfItsKey() {
        Random random = new Random(5);
        List<Integer> numbers = new ArrayList<>(IntStream.range(-20, 20).boxed().toList());
        Collections.shuffle(numbers, random);
        double[] keys = numbers.stream().limit(25).mapToDouble(key -> key / 2.0).toArray();
        Matrix values = Slots.matrix(random, 25, 3);
        LookupNumbers lookup = new LookupNumbers(Numbers.of(keys), values, Numbers.of(7, 8, 9));
        for (double x = -12; x <= 12; x += 0.25) {
            double[] expected = {7, 8, 9};
            for (int key = 0; key < keys.length; key++) {
                if (keys[key] == x) {
                    expected = new double[] {values.get(key, 0), values.get(key, 1), values.get(key, 2)};
                }
            }
            assertThat(Slots.run(lookup, x)).containsExactly(expected);
        }
    }

    @Test
    void zerosAreOneKeyAndAMissingNumberCanBeOne() {
        LookupNumbers lookup =
                new LookupNumbers(Numbers.of(NAN, -0.0, 4), new Matrix(3, 1, Numbers.of(10, 20, 30)), Numbers.of(-1));
        assertThat(Slots.one(lookup, NAN)).isEqualTo(10);
        assertThat(Slots.one(lookup, 0.0)).isEqualTo(20);
        assertThat(Slots.one(lookup, -0.0)).isEqualTo(20);
        assertThat(Slots.one(lookup, 4)).isEqualTo(30);
        assertThat(Slots.one(lookup, 5)).isEqualTo(-1);
        assertThat(lookup.words(0)).isEqualTo("encode 3 categories");
        assertThatThrownBy(() -> new LookupNumbers(Numbers.of(0, -0.0), new Matrix(2, 1, Numbers.of(1, 2)), NONE))
                .hasMessage("keys must differ");
    }

    @Test
    void anUnknownNumberIsRefusedWithThoseThatAreKnown() {
        double[] keys = IntStream.range(0, 10).mapToDouble(i -> 9 - i).toArray();
        LookupNumbers lookup = new LookupNumbers(Numbers.of(keys), new Matrix(10, 1, Numbers.of(keys)), NONE);
        assertThatThrownBy(() -> Slots.run(lookup, 2.5))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("column 'x0' has a category that training never saw: 2.5; it saw "
                        + "0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0 and 2 more")
                .satisfies(error ->
                        assertThat(((InvalidInputException) error).column()).isEqualTo("x0"));
        assertThatThrownBy(() -> Slots.run(lookup, NAN)).hasMessageContaining("never saw: a missing value; it saw 0.0");
        LookupNumbers two = new LookupNumbers(Numbers.of(NAN, 1), new Matrix(2, 1, Numbers.of(0, 1)), NONE);
        assertThatThrownBy(() -> Slots.run(two, 3))
                .hasMessage("column 'x0' has a category that training never saw: 3.0; it saw 1.0, a missing value");
    }

    @Test
    void aResultMayBeMissingWhereOneOfItsValuesIs() {
        Matrix values = new Matrix(2, 3, Numbers.of(1, NAN, 1, 1, 1, 1));
        LookupNumbers numbers = new LookupNumbers(Numbers.of(1, 2), values, Numbers.of(0, 0, NAN));
        LookupTexts texts = new LookupTexts(List.of("a", "b"), values, Numbers.of(0, 0, 0), Numbers.of(0, 0, NAN));
        for (Operation either : List.of(numbers, texts)) {
            assertThat(either.mayBeMissing(0, MAYBE)).isFalse();
            assertThat(either.mayBeMissing(1, MAYBE)).isTrue();
            assertThat(either.mayBeMissing(2, MAYBE)).isTrue();
        }
        Matrix two = new Matrix(2, 1, Numbers.of(1, 2));
        assertThat(new LookupNumbers(Numbers.of(1, 2), two, NONE).mayBeMissing(0, MAYBE))
                .isFalse();
        assertThat(new LookupTexts(List.of("a", "b"), two, Numbers.of(NAN), NONE).mayBeMissing(0, MAYBE))
                .isTrue();
        assertThat(new LookupTexts(List.of("a", "b"), two, NONE, NONE).mayBeMissing(0, MAYBE))
                .isFalse();
    }

    @Test
    void rowsOfValuesMustFitTheKeys() {
        Matrix two = new Matrix(2, 1, Numbers.of(1, 2));
        assertThatThrownBy(() -> new LookupNumbers(Numbers.of(1), two, NONE))
                .hasMessage("1 keys cannot have 2 rows of values");
        assertThatThrownBy(() -> new LookupNumbers(Numbers.of(1, 2), two, Numbers.of(1, 2)))
                .hasMessage("the values of any other key must be 1, they are 2");
        assertThatThrownBy(() -> new LookupTexts(List.of("a"), two, NONE, NONE))
                .hasMessage("1 keys cannot have 2 rows of values");
        assertThatThrownBy(() -> new LookupTexts(List.of("a", "b"), two, NONE, Numbers.of(1, 2)))
                .hasMessage("the values of any other key must be 1, they are 2");
        assertThatThrownBy(() -> new LookupTexts(List.of("a", "b"), two, Numbers.of(1, 2), NONE))
                .hasMessage("the values of a missing text must be 1, they are 2");
        assertThatThrownBy(() -> new LookupTexts(List.of("a", "a"), two, NONE, NONE))
                .hasMessage("keys must differ");
    }

    @Test
    void aTextHasTheRowOfItsKeyAMissingOneAndAnotherOneTheirs() {
        Matrix values = new Matrix(2, 2, Numbers.of(1, 2, 3, 4));
        LookupTexts lookup = new LookupTexts(List.of("a", "b"), values, Numbers.of(5, 6), Numbers.of(7, 8));
        assertThat(lookup.texts()).containsExactly("a", "b");
        assertThat(lookup.refusesOtherTexts()).isFalse();
        assertThat(Slots.run(lookup, 0)).containsExactly(1, 2);
        assertThat(Slots.run(lookup, 1)).containsExactly(3, 4);
        assertThat(Slots.run(lookup, -1)).containsExactly(7, 8);
        assertThat(Slots.run(lookup, 2)).as("a text of another operation").containsExactly(7, 8);
        assertThat(Slots.run(lookup, NAN)).containsExactly(5, 6);
        LookupTexts asAny = new LookupTexts(List.of("a", "b"), values, NONE, Numbers.of(7, 8));
        assertThat(Slots.run(asAny, NAN)).containsExactly(7, 8);
        assertThat(lookup.words(0)).isEqualTo("encode 2 categories");
    }

    @Test
    void anotherTextIsRefusedWithTheOnesThatAreKnown() {
        String longest = "x".repeat(41);
        LookupTexts strict = new LookupTexts(List.of("a", longest), new Matrix(2, 1, Numbers.of(1, 2)), NONE, NONE);
        assertThat(strict.refusesOtherTexts()).isTrue();
        assertThatThrownBy(() -> Slots.run(strict, -1))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("column 'x0' has a category that training never saw: another text; it saw \"a\", \""
                        + "x".repeat(39) + "…");
        assertThatThrownBy(() -> Slots.run(strict, NAN)).hasMessageContaining("never saw: a missing value");
        LookupTexts whenMissing =
                new LookupTexts(List.of("a", "b"), new Matrix(2, 1, Numbers.of(1, 2)), Numbers.of(9), NONE);
        assertThat(Slots.one(whenMissing, NAN)).isEqualTo(9);
        assertThatThrownBy(() -> Slots.run(whenMissing, 2)).hasMessageContaining("another text");
    }

    /** Codes are those of a column, whose texts can be in another order than those of one of its readers. */
    @Test
    void textsAreLookedUpByTheCodesOfTheirColumn() {
        LookupTexts first = new LookupTexts(List.of("c", "a"), new Matrix(2, 1, Numbers.of(3, 1)), NONE, Numbers.of(0));
        LookupTexts second =
                new LookupTexts(List.of("a", "b"), new Matrix(2, 1, Numbers.of(10, 20)), NONE, Numbers.of(0));
        TextTable third = new TextTable(List.of("b", "c"), Numbers.of(200, 300), -1, false);
        Program program = Program.of(
                1,
                List.of(
                        new Program.Call(first, Indices.of(0)),
                        new Program.Call(second, Indices.of(0)),
                        new Program.Call(third, Indices.of(0))),
                Indices.of(1, 2, 3));
        List<String> codes = program.knownTexts().get(0);
        assertThat(codes).containsExactly("c", "a", "b");
        double[][] expected = {{3, 0, 300}, {1, 10, -1}, {0, 20, 200}, {0, 0, -1}};
        CompiledProgram compiled = CompiledProgram.of(program, List.of("city"));
        for (int code = 0; code < 4; code++) {
            double[] row = new double[compiled.size()];
            row[3] = code == 3 ? -1 : code;
            compiled.run(row);
            assertThat(row).startsWith(expected[code]);
        }
    }

    @Test
    void aTableHasANumberAKeyAndOneForAllOthers() {
        NumberTable numbers = new NumberTable(Numbers.of(5, NAN, 0), Numbers.of(50, 60, 70), -1);
        assertThat(Slots.one(numbers, 5)).isEqualTo(50);
        assertThat(Slots.one(numbers, NAN)).isEqualTo(60);
        assertThat(Slots.one(numbers, -0.0)).isEqualTo(70);
        assertThat(Slots.one(numbers, 4)).isEqualTo(-1);
        assertThat(Slots.one(new NumberTable(Numbers.of(5), Numbers.of(50), -1), NAN))
                .isEqualTo(-1);
        assertThat(numbers.mayBeMissing(0, MAYBE)).isFalse();
        assertThat(new NumberTable(Numbers.of(5), Numbers.of(50), NAN).mayBeMissing(0, MAYBE))
                .isTrue();
        assertThat(new NumberTable(Numbers.of(5, 6), Numbers.of(NAN, 1), 0).mayBeMissing(0, MAYBE))
                .isTrue();
        assertThatThrownBy(() -> new NumberTable(NONE, NONE, 0)).hasMessage("a table needs numbers");
        assertThatThrownBy(() -> new NumberTable(Numbers.of(1), NONE, 0)).hasMessage("values must be 1, they are 0");

        TextTable texts = new TextTable(List.of("a", "b"), Numbers.of(50, 60), -1, true);
        assertThat(Slots.one(texts, 0)).isEqualTo(50);
        assertThat(Slots.one(texts, 1)).isEqualTo(60);
        assertThat(Slots.one(texts, -1)).isEqualTo(-1);
        assertThat(Slots.one(texts, 2)).isEqualTo(-1);
        assertThat(Slots.one(texts, NAN)).isEqualTo(-1);
        assertThat(texts.refusesOtherTexts()).isTrue();
        assertThat(new TextTable(List.of("a"), Numbers.of(1), 0, false).refusesOtherTexts())
                .isFalse();
        assertThatThrownBy(() -> new TextTable(List.of(), NONE, 0, false))
                .hasMessage("a table needs distinct texts: 0");
        assertThatThrownBy(() -> new TextTable(List.of("a", "a"), Numbers.of(1, 2), 0, false))
                .hasMessage("a table needs distinct texts: 2");
        assertThatThrownBy(() -> new TextTable(List.of("a"), NONE, 0, false))
                .hasMessage("values must be 1, they are 0");
    }

    @Test
    void aCategoriesIndexIsItsPlace() {
        CategoryIndex exact = new CategoryIndex(Numbers.of(0, 1.5, 3), false);
        CategoryIndex cut = new CategoryIndex(Numbers.of(0, 1, 3), true);
        double[] x = {-1, -0.0, 0.5, 1, 1.5, 3, 3.9, 4, NAN, Double.POSITIVE_INFINITY};
        double[] exactly = {NAN, 0, NAN, NAN, 1, 2, NAN, NAN, NAN, NAN};
        double[] truncated = {NAN, 0, 0, 1, 1, 2, 2, NAN, NAN, NAN};
        for (int i = 0; i < x.length; i++) {
            assertThat(Slots.run(exact, x[i])).as("%s", x[i]).containsExactly(exactly[i]);
            assertThat(Slots.run(cut, x[i])).as("%s", x[i]).containsExactly(truncated[i]);
            assertThat(new double[] {cut.apply(0, x[i])}).containsExactly(truncated[i]);
        }
        assertThat(Slots.run(new CategoryIndex(Numbers.of(-1, 0), true), -1)).containsExactly(NAN);
        assertThat(exact.mayBeMissing(0, new boolean[] {false})).isTrue();
        assertThatThrownBy(() -> new CategoryIndex(Numbers.of(1, 1), false))
                .hasMessage("categories must ascend: 1.0 after 1.0");
        assertThatThrownBy(() -> new CategoryIndex(Numbers.of(1, NAN), false))
                .hasMessage("categories must be finite: NaN");
    }

    @Test
    void oneHotHasAOneAtTheIndexOrAtTheNumber() {
        OneHot oneHot = new OneHot(3);
        assertThat(Slots.run(oneHot, 0)).containsExactly(1, 0, 0);
        assertThat(Slots.run(oneHot, 2)).containsExactly(0, 0, 1);
        for (double other : new double[] {-1, 3, NAN}) {
            assertThat(Slots.run(oneHot, other)).containsExactly(0, 0, 0);
        }
        assertThat(oneHot.mayBeMissing(0, MAYBE)).isFalse();
        assertThat(oneHot.words(0)).isEqualTo("one-hot 3");
        assertThatThrownBy(() -> new OneHot(0)).hasMessage("the number of outputs must be 1 to 1000000: 0");
        assertThatThrownBy(() -> new OneHot(1_000_001)).hasMessageContaining(": 1000001");
        assertThat(new OneHot(1_000_000).outputs()).isEqualTo(1_000_000);

        NumberFlags flags = new NumberFlags(Numbers.of(5, 0, 5), false);
        assertThat(Slots.run(flags, 5)).containsExactly(1, 0, 1);
        assertThat(Slots.run(flags, -0.0)).containsExactly(0, 1, 0);
        assertThat(Slots.run(flags, NAN)).containsExactly(0, 0, 0);
        assertThat(flags.mayBeMissing(0, MAYBE)).isFalse();
        NumberFlags strict = new NumberFlags(Numbers.of(5, 6), true);
        assertThat(Slots.run(strict, 6)).containsExactly(0, 1);
        assertThatThrownBy(() -> Slots.run(strict, 7))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("'x0' has a category that training never saw: 7.0");
        assertThatThrownBy(() -> new NumberFlags(NONE, false)).hasMessage("one-hot needs a number");
    }

    @Test
    void textsAreFilledByTheirCodes() {
        FillTexts missing = new FillTexts(List.of(), List.of("a", "b"));
        assertThat(missing.texts()).containsExactly("a", "b");
        assertThat(missing.passesTexts()).isTrue();
        assertThat(Slots.run(missing, NAN, NAN)).containsExactly(0, 1);
        assertThat(Slots.run(missing, -1, 5)).containsExactly(-1, 5);
        assertThat(missing.mayBeMissing(0, new boolean[] {true, true})).isFalse();
        FillTexts marked = new FillTexts(List.of("?", ""), List.of("a", "?"));
        assertThat(marked.texts()).containsExactly("?", "", "a");
        assertThat(Slots.run(marked, 0, 1)).containsExactly(2, 0);
        assertThat(Slots.run(marked, 2, 7)).containsExactly(2, 7);
        assertThat(Slots.run(marked, NAN, -1)).containsExactly(NAN, -1);
        assertThat(marked.mayBeMissing(0, new boolean[] {true, false})).isTrue();
        assertThat(marked.mayBeMissing(1, new boolean[] {true, false})).isFalse();
        assertThat(marked.words(1)).isEqualTo("fill \"?\"");
        assertThatThrownBy(() -> new FillTexts(List.of("?"), List.of()))
                .hasMessage("the number of fill values must be 1 to 1000000: 0");
    }

    @Test
    void tablesAreEqualByTheirBits() {
        assertThat(Numbers.of(1, NAN)).isEqualTo(Numbers.of(1, NAN)).hasSameHashCodeAs(Numbers.of(1, NAN));
        assertThat(Numbers.of(0.0)).isNotEqualTo(Numbers.of(-0.0));
        double[] mine = {1, 2};
        Numbers numbers = Numbers.of(mine);
        mine[0] = 9;
        numbers.toArray()[1] = 9;
        assertThat(numbers.toArray()).containsExactly(1, 2);
        assertThat(numbers).hasToString("[1.0, 2.0]");
        assertThat(Numbers.of(new double[8]).toString()).startsWith("[0.0, 0.0");
        assertThat(Numbers.of(new double[9])).hasToString("[9 numbers]");
        assertThat(Numbers.of().isEmpty()).isTrue();
        assertThat(numbers.isEmpty()).isFalse();
        assertThat(numbers.size()).isEqualTo(2);
        assertThat(numbers.requireFinite("them")).isSameAs(numbers);
        assertThat(numbers.requireSize(2, "them")).isSameAs(numbers);
    }

    @Test
    void indicesAreAListOfWholeNumbers() {
        assertThat(Indices.range(3, 4)).isEqualTo(Indices.of(3, 4, 5, 6)).hasSameHashCodeAs(Indices.of(3, 4, 5, 6));
        assertThat(Indices.of(List.of(2, 1))).isEqualTo(Indices.of(2, 1)).isNotEqualTo(Indices.of(1, 2));
        assertThat(Indices.of(1, 2)).hasToString("[1, 2]");
        assertThat(Indices.range(0, 8).toString()).isEqualTo("[0, 1, 2, 3, 4, 5, 6, 7]");
        assertThat(Indices.range(0, 9)).hasToString("[9 indices]");
        assertThat(Indices.of().size()).isZero();
        Indices indices = Indices.of(0, 4);
        assertThat(indices.requireBelow(5, "a place")).isSameAs(indices);
        assertThatThrownBy(() -> indices.requireBelow(4, "a place")).hasMessage("a place must be 0 to 3: 4");
        assertThatThrownBy(() -> Indices.of(-1).requireBelow(4, "a place")).hasMessage("a place must be 0 to 3: -1");
    }

    @Test
    void aMatrixHasItsNumbersRowAfterRow() {
        Matrix matrix = new Matrix(2, 3, Numbers.of(1, 2, 3, 4, 5, 6));
        assertThat(matrix.get(0, 2)).isEqualTo(3);
        assertThat(matrix.get(1, 0)).isEqualTo(4);
        assertThat(matrix.transposed()).isEqualTo(new Matrix(3, 2, Numbers.of(1, 4, 2, 5, 3, 6)));
        assertThatThrownBy(() -> matrix.get(2, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> matrix.get(0, 3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> matrix.get(1, -1)).isInstanceOf(IndexOutOfBoundsException.class);
        for (int[] size : new int[][] {{0, 1}, {1, 0}, {2, 2}, {-2, -3}, {1 << 16, 1 << 16}}) {
            assertThatThrownBy(() -> new Matrix(size[0], size[1], Numbers.of(new double[6])))
                    .as(Arrays.toString(size))
                    .hasMessage("a matrix of " + size[0] + " x " + size[1] + " cannot have 6 numbers");
        }
    }
}
