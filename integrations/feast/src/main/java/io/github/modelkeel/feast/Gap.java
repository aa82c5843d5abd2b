package io.github.modelkeel.feast;

/**
 * In a row that was read, in place of a feature without a value.
 *
 * @param reason why it has none, in words
 */
record Gap(String reason) {}
