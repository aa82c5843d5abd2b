package io.github.modelkeel.drift.report;

import io.github.modelkeel.drift.statistics.Moments;

/** What a report shows of a scored column of numbers besides its result. */
public record NumberDetail(Moments reference, Moments current, Histogram shape, EcdfCurve ecdf, TestData ks) {}
