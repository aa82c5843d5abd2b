package io.github.modelkeel.model.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OutlineTest {
    @Test
    void eachColumnHasItsStepsInOrderAndColumnsTogetherComeLast() {
        Program program = Program.of(
                3,
                List.of(
                        new Program.Call(new Fill(Double.NaN, Numbers.of(3.2, -1)), Indices.of(0, 1)),
                        new Program.Call(new Standardize(Numbers.of(0), Numbers.of(2)), Indices.of(3)),
                        new Program.Call(
                                new LookupTexts(
                                        List.of("a", "b"),
                                        new Matrix(2, 1, Numbers.of(0, 1)),
                                        Numbers.of(),
                                        Numbers.of(-1)),
                                Indices.of(2)),
                        new Program.Call(new OneHot(2), Indices.of(6)),
                        new Program.Call(
                                new Affine(new Matrix(1, 2, Numbers.of(1, 1)), Numbers.of(0)), Indices.of(5, 4))),
                Indices.of(9, 7, 8));
        assertThat(Outline.of(program, List.of("price", "rooms", "city")))
                .containsExactly(
                        "price: fill 3.2; standardize",
                        "rooms: fill -1.0",
                        "city: encode 2 categories; one-hot 2",
                        "price, rooms: weigh into 1");
    }

    @Test
    void moreThanFourColumnsTogetherAreCounted() {
        Program program = Program.of(
                5,
                List.of(
                        new Program.Call(new Normalize(Normalize.Norm.L2, 0.1, 4), Indices.of(0, 1, 2, 3)),
                        new Program.Call(new Normalize(Normalize.Norm.L1, 0.1, 5), Indices.range(0, 5)),
                        new Program.Call(new Constant(Numbers.of(1)), Indices.of())),
                Indices.of(5, 9, 14));
        assertThat(Outline.of(program, List.of("a", "b", "c", "d", "e")))
                .containsExactly(
                        "a",
                        "b",
                        "c",
                        "d",
                        "e",
                        "a, b, c, d: divide by the norm l2",
                        "5 columns: divide by the norm l1",
                        "every row: constant");
    }
}
