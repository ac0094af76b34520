/** The id of the language of pipeline files, as package.json declares it. */
export const pipelineLanguage = 'orchion-pipeline';
