package io.github.akspolicy.helm;

import io.github.akspolicy.helm.chart.SharedContent;

/** What is kept from one render to the next. */
record Learned(OpenCharts charts, SharedContent content) {
    Learned() {
        this(new OpenCharts(), new SharedContent());
    }
}
