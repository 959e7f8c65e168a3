module.exports = { RegionOne: '', RegionTwo: '' };
