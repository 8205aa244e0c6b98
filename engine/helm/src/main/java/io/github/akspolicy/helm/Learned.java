package io.github.akspolicy.helm;

import io.github.akspolicy.helm.chart.SharedContent;
import io.github.akspolicy.helm.template.TemplateReader;
import io.github.akspolicy.helm.template.TwinTemplates;

/** What is kept from one render to the next. */
record Learned(OpenCharts charts, SharedContent content) {
    Learned() {
        this(new TemplateReader());
    }

    private Learned(TemplateReader reader) {
        this(new OpenCharts(new TwinTemplates(reader)), new SharedContent());
    }
}
