export default {
  plugins: {
    'postcss-preset-mantine': {},
    'postcss-simple-vars': {
      variables: { narrow: '48em', medium: '90em' },
    },
  },
};
