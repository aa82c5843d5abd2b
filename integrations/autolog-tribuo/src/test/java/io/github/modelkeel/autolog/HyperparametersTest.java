package io.github.modelkeel.autolog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Names and values are cut as MLflow counts characters. */
class HyperparametersTest {
    @Test
    void aLongTextIsCutBetweenCharacters() {
        String houses = "\uD83C\uDFE0".repeat(10);
        assertThat(Hyperparameters.cut(houses, 10)).isEqualTo(houses);
        assertThat(Hyperparameters.cut("x" + houses, 10)).isEqualTo("x" + houses.substring(2));
    }
}
